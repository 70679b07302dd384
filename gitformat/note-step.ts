import type { TreeEntry } from "@/contract/content";

/** A folder of a notes tree on the way to a note. */
export interface NoteFolder {
  name: string;
  treeHash: string;
  /** The digits that stand below it. */
  rest: string;
}

export interface NoteStep {
  /** The blob of the note, if it stands here. */
  blobHash: string | null;
  /** Where it may stand otherwise. Git makes folders of two digits, and other programs may make others. */
  folders: NoteFolder[];
}

/**
 * What a level of a notes tree has of the note for a hash, of which `rest` are the digits that the folders above do not spell.
 * Whatever else stands there is no note.
 */
export function noteStep(entries: readonly TreeEntry[], rest: string): NoteStep {
  let blobHash: string | null = null;
  const folders: NoteFolder[] = [];
  for (const { name, type, hash } of entries) {
    if (name === "" || !rest.startsWith(name)) continue;
    if (type === "tree" && name !== rest)
      folders.push({ name, treeHash: hash, rest: rest.slice(name.length) });
    else if (type !== "tree" && type !== "gitlink" && name === rest) blobHash = hash;
  }
  return { blobHash, folders };
}
