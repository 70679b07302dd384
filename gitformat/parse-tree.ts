import { isUtf8 } from "node:buffer";
import { type TreeEntry, type TreeEntryMode, treeEntryTypeOfMode } from "@/contract/content";
import { TreeCursor } from "./tree-cursor";

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
  const cursor = new TreeCursor(content);
  while (cursor.next()) {
    const mode = content.toString("latin1", cursor.modeAt, cursor.modeEnd);
    const name = content.subarray(cursor.nameAt, cursor.nameEnd);
    const hash = content.toString("hex", cursor.hashAt, cursor.end);
    const isKnown = isMode(mode);
    if (isKnown) entries.push({ name: name.toString(), mode, hash, type: treeEntryTypeOfMode[mode] });
    if (!isKnown || !isUtf8(name)) isPlain = false;
  }
  return !cursor.isDone ? null : { entries, isPlain };
}

function isMode(text: string): text is TreeEntryMode {
  return Object.hasOwn(treeEntryTypeOfMode, text);
}
