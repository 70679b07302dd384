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
  const left = Date.parse(time) - now;
  return left <= 3_599_000 ? clock(left) : null;
}

/** A time left as a clock: `12:05`, `23:59:40`, `6 d 23:59:40`; null when nothing is left. */
export function clock(leftMs: number): string | null {
  const seconds = Math.ceil(leftMs / 1000);
  if (!(seconds > 0)) return null;
  const two = (value: number) => String(value).padStart(2, "0");
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3_600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  const short = `${minutes}:${two(seconds % 60)}`;
  if (days === 0 && hours === 0) return short;
  const long = `${hours}:${two(minutes)}:${two(seconds % 60)}`;
  return days === 0 ? long : `${days} d ${long}`;
}
