import { type TreeEntry, type TreeEntryMode, treeEntryTypeOfMode } from "@/contract/content";

/** The entries of a tree object in its own order, or null when it is not a tree. */
export function parseTree(content: Buffer): TreeEntry[] | null {
  const entries: TreeEntry[] = [];
  let at = 0;
  while (at < content.length) {
    const space = content.indexOf(0x20, at);
    const end = space < 0 ? -1 : content.indexOf(0x00, space + 1);
    if (end < 0 || end + 21 > content.length) return null;
    const mode = modeOf(content.toString("latin1", at, space));
    if (mode === null) return null;
    entries.push({
      name: content.toString("utf8", space + 1, end),
      mode,
      hash: content.toString("hex", end + 1, end + 21),
      type: treeEntryTypeOfMode[mode],
    });
    at = end + 21;
  }
  return entries;
}

/** Old tools wrote other permission bits (`100664`) and a leading zero (`040000`): Git reads the kind and the exec bit. */
function modeOf(digits: string): TreeEntryMode | null {
  if (!/^[0-7]{5,7}$/.test(digits)) return null;
  const mode = Number.parseInt(digits, 8);
  switch (mode & 0o170000) {
    case 0o040000:
      return "40000";
    case 0o100000:
      return (mode & 0o100) === 0 ? "100644" : "100755";
    case 0o120000:
      return "120000";
    case 0o160000:
      return "160000";
    default:
      return null;
  }
}
