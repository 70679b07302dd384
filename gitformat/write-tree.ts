import type { TreeEntryMode } from "@/contract/content";
import { type GitObject, makeObject } from "./git-object";
import { treeBytes } from "./tree-bytes";

export interface TreeFile {
  mode: TreeEntryMode;
  content: string;
}

/** Blobs and trees of the files, by path; the last object is the root tree. */
export function writeTree(files: ReadonlyMap<string, TreeFile>): GitObject[] {
  const objects: GitObject[] = [];
  const entries: { name: string; mode: TreeEntryMode; hash: string }[] = [];
  const folders = new Map<string, Map<string, TreeFile>>();
  for (const [path, file] of files) {
    const slash = path.indexOf("/");
    if (slash < 0) {
      const blob = makeObject("blob", Buffer.from(file.content, "utf8"));
      objects.push(blob);
      entries.push({ name: path, mode: file.mode, hash: blob.hash });
      continue;
    }
    const folder = path.slice(0, slash);
    const inside = folders.get(folder) ?? new Map<string, TreeFile>();
    inside.set(path.slice(slash + 1), file);
    folders.set(folder, inside);
  }
  for (const [name, inside] of folders) {
    const below = writeTree(inside);
    objects.push(...below);
    entries.push({ name, mode: "40000", hash: below.at(-1)?.hash ?? "" });
  }
  return [...objects, makeObject("tree", Buffer.from(treeBytes(entries).buffer))];
}
