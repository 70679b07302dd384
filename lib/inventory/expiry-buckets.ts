const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Each about four times as wide as the one before: as many matter in the next hour as in the next year. */
export const expiryBuckets = [
  { key: "1h", endMs: hourMs, label: "1 h", words: "within the hour" },
  { key: "6h", endMs: 6 * hourMs, label: "6 h", words: "in 1 to 6 hours" },
  { key: "24h", endMs: dayMs, label: "24 h", words: "in 6 to 24 hours" },
  { key: "7d", endMs: 7 * dayMs, label: "7 d", words: "in 1 to 7 days" },
  { key: "30d", endMs: 30 * dayMs, label: "30 d", words: "in 7 to 30 days" },
  { key: "90d", endMs: 90 * dayMs, label: "90 d", words: "in 30 to 90 days" },
  { key: "later", endMs: Number.POSITIVE_INFINITY, label: "later", words: "after 90 days" },
] as const;
export type ExpiryBucketKey = (typeof expiryBuckets)[number]["key"];

/** The bucket in which a time left falls. */
export function expiryBucketOf(leftMs: number): ExpiryBucketKey {
  return expiryBuckets.find(({ endMs }) => leftMs <= endMs)?.key ?? "later";
}

export interface ExpiryCount {
  write: number;
  read: number;
}

/** How many tokens end when. `now` in unix milliseconds. */
export function countByExpiry(
  tokens: Iterable<{ scope: "read" | "write"; expiresAt: number }>,
  now: number,
): Record<ExpiryBucketKey, ExpiryCount> {
  const counts: Record<ExpiryBucketKey, ExpiryCount> = {
    "1h": { write: 0, read: 0 },
    "6h": { write: 0, read: 0 },
    "24h": { write: 0, read: 0 },
    "7d": { write: 0, read: 0 },
    "30d": { write: 0, read: 0 },
    "90d": { write: 0, read: 0 },
    later: { write: 0, read: 0 },
  };
  for (const { scope, expiresAt } of tokens) counts[expiryBucketOf(expiresAt - now)][scope] += 1;
  return counts;
}
