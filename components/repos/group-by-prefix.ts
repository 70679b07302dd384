export interface PrefixGroup<Item> {
  /** What the names share, with the separator that ends it; null for names that stand alone. */
  prefix: string | null;
  items: Item[];
}

/** Fewer do not make a group. */
const groupMin = 3;

/** All prefixes of a name that end with a separator, longest first: `a-b-`, `a-`. */
function prefixesOf(name: string): string[] {
  const prefixes: string[] = [];
  for (let at = name.length - 2; at >= 0; at -= 1) {
    if (/[-_.]/.test(name.charAt(at))) prefixes.push(name.slice(0, at + 1));
  }
  return prefixes;
}

/**
 * Items under the longest prefix that at least three of their names share (`agent-session-…`), each group where its first
 * item stood. Items that share none stay where they are.
 */
export function groupByPrefix<Item extends { name: string }>(items: readonly Item[]): PrefixGroup<Item>[] {
  const counts = new Map<string, number>();
  for (const item of items) {
    for (const prefix of prefixesOf(item.name)) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
  }
  const groups: PrefixGroup<Item>[] = [];
  const byPrefix = new Map<string, PrefixGroup<Item>>();
  for (const item of items) {
    const prefix =
      prefixesOf(item.name).find((candidate) => (counts.get(candidate) ?? 0) >= groupMin) ?? null;
    const group = prefix === null ? undefined : byPrefix.get(prefix);
    if (group) {
      group.items.push(item);
      continue;
    }
    const begun: PrefixGroup<Item> = { prefix, items: [item] };
    const last = groups.at(-1);
    if (prefix !== null) byPrefix.set(prefix, begun);
    if (prefix === null && last?.prefix === null) last.items.push(item);
    else groups.push(begun);
  }
  return groups;
}
