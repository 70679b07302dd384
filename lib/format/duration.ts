const parts = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
] as const;

/** The two largest parts: `1 h 5 min`, `45 s`, `365 d`. */
export function formatDuration(seconds: number): string {
  let left = Math.max(0, Math.round(seconds));
  const words: string[] = [];
  for (const [unit, length] of parts) {
    const count = Math.floor(left / length);
    left -= count * length;
    if (count > 0) words.push(`${count} ${unit}`);
    // What follows a left-out part is too small to matter: `1 d`, not `1 d 3 s`.
    if (words.length === 2 || (words.length === 1 && count === 0)) break;
  }
  return words.length > 0 ? words.join(" ") : "0 s";
}

/** The time left until `time` (ISO) as a clock, `12:05`; null when it is over or an hour or more away. */
export function countdown(time: string, now: number): string | null {
  const seconds = Math.ceil((Date.parse(time) - now) / 1000);
  if (!(seconds > 0 && seconds < 3_600)) return null;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
