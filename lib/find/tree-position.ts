/**
 * A place in the path order of a tree: at each level the index of the entry. It is bound to the tree, whose entries never
 * change, so it means the same file for ever, whatever its name is made of.
 */
export type TreePosition = readonly number[];

const hashChars = 12;
const pattern = /^([0-9a-f]{12})((?:\.(?:0|[1-9]\d{0,7})){1,4000})$/;

/** The position as text for a URL. */
export function formatTreePosition(treeHash: string, position: TreePosition): string {
  return [treeHash.slice(0, hashChars), ...position].join(".");
}

/** Null when the text is no position, or one of another tree. */
export function parseTreePosition(treeHash: string, text: string): TreePosition | null {
  const [, hash, indices] = pattern.exec(text) ?? [];
  if (hash !== treeHash.slice(0, hashChars) || indices === undefined) return null;
  return indices.split(".").slice(1).map(Number);
}
