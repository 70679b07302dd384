import type { TreeEntry, TreeEntryType } from "@/contract/content";

const naturally = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

const isFolder = (type: TreeEntryType) => type === "tree" || type === "gitlink";

/** Sorting twenty thousand names takes longer than all else; kept as long as the cache keeps the tree. */
const orders = new WeakMap<readonly TreeEntry[], number[]>();

/**
 * The places of a tree's entries, directories first, then by name as a person would order them: `file2` before `file10`.
 * Made on the server alone: a browser's own rules may differ, and the page would not fit what it was drawn from.
 */
export function readingOrder(entries: readonly TreeEntry[]): readonly number[] {
  const kept = orders.get(entries);
  if (kept !== undefined) return kept;
  const order = entries
    .map(({ name, type }, index) => ({ name, isFolder: isFolder(type), index }))
    .sort(
      (a, b) =>
        Number(b.isFolder) - Number(a.isFolder) ||
        naturally.compare(a.name, b.name) ||
        (a.name < b.name ? -1 : 1),
    )
    .map(({ index }) => index);
  orders.set(entries, order);
  return order;
}
