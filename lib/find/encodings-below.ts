import "server-only";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import type { ContentRepo } from "@/lib/artifacts/content";
import type { AttributesFile } from "@/lib/globs/git-attributes";
import { readLevels } from "@/lib/paths/read-levels";
import { readAttributesFile } from "@/lib/reading/read-attributes";
import { encodingsOf } from "@/lib/reading/read-file-settings";

/** Tells of the files of one walk below a tree which encodings `.gitattributes` give them. Each of those is read once. */
export function encodingsBelow(repo: ContentRepo, rootTreeHash: string) {
  const known = new Map<string, Promise<readonly AttributesFile[]>>();

  async function read(directory: string): Promise<readonly AttributesFile[]> {
    const above = directory === "" ? [] : await downTo(parentOf(directory));
    try {
      const level = (await readLevels(repo, rootTreeHash, directory)).at(-1);
      const own = level?.path === directory ? await readAttributesFile(repo, level.entries, directory) : null;
      return own === null ? above : [...above, own];
    } catch (error) {
      if (error instanceof ArtifactsError) return above;
      throw error;
    }
  }

  function downTo(directory: string): Promise<readonly AttributesFile[]> {
    const files = known.get(directory) ?? read(directory);
    known.set(directory, files);
    return files;
  }

  return async (path: string) => encodingsOf(await downTo(parentOf(path)), path);
}

const parentOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf("/")));
