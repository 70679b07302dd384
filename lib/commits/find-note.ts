import "server-only";
import { type NoteFolder, noteStep } from "@/gitformat/note-step";
import { type ContentRepo, getTree } from "@/lib/artifacts/content";

export interface FoundNote {
  blobHash: string;
  /** In the tree of the notes: the digits of the commit, with slashes between some. */
  path: string;
}

/** Git's own trees need three. */
const treesMax = 40;

/** The note for a commit in a tree of notes, whatever its folders. Throws `ArtifactsError`. */
export async function findNote(repo: ContentRepo, treeHash: string, hash: string): Promise<FoundNote | null> {
  const ahead: NoteFolder[] = [{ name: "", treeHash, rest: hash }];
  for (let trees = 0; trees < treesMax; trees += 1) {
    const folder = ahead.shift();
    if (folder === undefined) return null;
    const { blobHash, folders } = noteStep(await getTree(repo, folder.treeHash), folder.rest);
    const before = folder.name === "" ? "" : `${folder.name}/`;
    if (blobHash !== null) return { blobHash, path: `${before}${folder.rest}` };
    ahead.push(...folders.map((below) => ({ ...below, name: `${before}${below.name}` })));
  }
  return null;
}
