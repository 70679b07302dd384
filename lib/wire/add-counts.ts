/** Two records of the same numbers, added up. */
export function addCounts<Key extends string>(
  a: Record<Key, number>,
  b: Record<Key, number>,
): Record<Key, number> {
  const sum = { ...a };
  for (const key in b) sum[key] += b[key];
  return sum;
}
