import { TreeCursor } from "./tree-cursor";

/** The entry called `name` (exact bytes) in the raw content of a tree, or null. */
export function findTreeEntry(tree: Buffer, name: Buffer): { mode: string; hash: string } | null {
  const cursor = new TreeCursor(tree);
  while (cursor.next()) {
    const { nameAt, nameEnd } = cursor;
    if (nameEnd - nameAt === name.length && tree.compare(name, 0, name.length, nameAt, nameEnd) === 0) {
      return {
        mode: tree.toString("latin1", cursor.modeAt, cursor.modeEnd),
        hash: tree.toString("hex", cursor.hashAt, cursor.end),
      };
    }
  }
  return null;
}
