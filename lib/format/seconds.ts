/** A short time in words: "1.2 s". */
export function formatSeconds(ms: number): string {
  return ms < 50 ? "less than 0.1 s" : `${(ms / 1000).toFixed(1)} s`;
}
