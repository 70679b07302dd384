import { isUtf8 } from "node:buffer";
import { type TreeEntry, type TreeEntryMode, treeEntryTypeOfMode } from "@/contract/content";

const hashBytes = 20;

export interface ParsedTree {
  entries: TreeEntry[];
  /**
   * Whether the API's JSON of this tree can only be the same: names that are not UTF-8, and modes that old tools wrote, each
   * service spells as it likes. An entry of an unknown mode is left out.
   */
  isPlain: boolean;
}

/** The entries of a tree object in its own order; null when it is not a tree. */
export function parseTree(content: Buffer): ParsedTree | null {
  const entries: TreeEntry[] = [];
  let isPlain = true;
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at);
    const nameEnd = space < 0 ? -1 : content.indexOf(0x00, space + 1);
    const end = nameEnd + 1 + hashBytes;
    if (nameEnd < 0 || end > content.length) return null;
    const mode = content.toString("latin1", at, space);
    const name = content.subarray(space + 1, nameEnd);
    const hash = content.toString("hex", nameEnd + 1, end);
    const isKnown = isMode(mode);
    if (isKnown) entries.push({ name: name.toString(), mode, hash, type: treeEntryTypeOfMode[mode] });
    if (!isKnown || !isUtf8(name)) isPlain = false;
    at = end;
  }
  return { entries, isPlain };
}

function isMode(text: string): text is TreeEntryMode {
  return Object.hasOwn(treeEntryTypeOfMode, text);
}
