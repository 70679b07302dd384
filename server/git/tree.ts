const space = 0x20;
const nul = 0;

/**
 * The entry called `name` (exact bytes) in the raw content of a tree, or null. A tree is a row of
 * `<mode> SP <name> NUL <20 bytes of hash>`; it is scanned without making an object of each entry.
 */
export function findTreeEntry(tree: Buffer, name: Buffer): { mode: string; hash: string } | null {
  let at = 0;
  while (at < tree.length) {
    const nameAt = tree.indexOf(space, at) + 1;
    const nameEnd = nameAt === 0 ? -1 : tree.indexOf(nul, nameAt);
    if (nameEnd < 0 || nameEnd + 21 > tree.length) return null;
    if (nameEnd - nameAt === name.length && tree.compare(name, 0, name.length, nameAt, nameEnd) === 0) {
      return {
        mode: tree.toString("latin1", at, nameAt - 1),
        hash: tree.toString("hex", nameEnd + 1, nameEnd + 21),
      };
    }
    at = nameEnd + 21;
  }
  return null;
}
