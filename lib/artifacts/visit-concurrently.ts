/**
 * Visits what comes, so many at a time; no more than those are held. The first failure ends it: nothing more is taken, and it is thrown
 * once the visits under way have ended.
 */
export async function visitConcurrently<T>(
  source: AsyncIterable<T>,
  atOnce: number,
  visit: (item: T) => Promise<void>,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  try {
    for await (const item of source) {
      const visiting = visit(item)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => underWay.delete(visiting));
      underWay.add(visiting);
      if (underWay.size >= atOnce) await Promise.race(underWay);
      if (failures.length > 0) break;
    }
  } finally {
    await Promise.all(underWay);
  }
  if (failures.length > 0) throw failures[0];
}
