import "server-only";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { type ContentRepo, getTree } from "@/lib/artifacts/content";
import type { AttributesFile } from "@/lib/globs/git-attributes";
import { readAttributes } from "@/lib/reading/read-attributes";

/**
 * The `.gitattributes` at the root of a tree, for what they say of all files: those of each directory below would be a read for
 * each. What cannot be read says nothing.
 */
export async function rootAttributes(repo: ContentRepo, treeHash: string): Promise<AttributesFile[]> {
  try {
    return await readAttributes(repo, [{ path: "", entries: await getTree(repo, treeHash) }]);
  } catch (error) {
    if (error instanceof ArtifactsError) return [];
    throw error;
  }
}
