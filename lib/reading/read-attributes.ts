import "server-only";
import type { TreeEntry } from "@/contract/content";
import { type ContentRepo, getBlob } from "@/lib/artifacts/content";
import { type AttributesFile, parseAttributes } from "@/lib/globs/git-attributes";
import { type Level, readLevels } from "@/lib/paths/read-levels";

/** Of a larger `.gitattributes` so much is read. */
const attributesMaxBytes = 512 * 1024;

/** The `.gitattributes` among the entries of a directory; null where there is none. Git reads none through a link. */
export async function readAttributesFile(
  repo: ContentRepo,
  entries: readonly TreeEntry[],
  directory: string,
): Promise<AttributesFile | null> {
  const file = entries.find(
    ({ name, type }) => name === ".gitattributes" && (type === "blob" || type === "exec"),
  );
  if (file === undefined) return null;
  const { bytes } = await getBlob(repo, file.hash, { maxBytes: attributesMaxBytes });
  return parseAttributes(Buffer.from(bytes).toString(), directory);
}

/** The `.gitattributes` of some directories, those that have one, the root's first. */
export async function readAttributes(
  repo: ContentRepo,
  levels: readonly Pick<Level, "path" | "entries">[],
): Promise<AttributesFile[]> {
  const files = await Promise.all(levels.map(({ path, entries }) => readAttributesFile(repo, entries, path)));
  return files.filter((file) => file !== null);
}

/** The `.gitattributes` of the directories above a path, the root's first. */
export async function readAttributesAbove(
  repo: ContentRepo,
  rootTreeHash: string,
  path: string,
): Promise<AttributesFile[]> {
  if (path === "") return [];
  const levels = await readLevels(repo, rootTreeHash, path.split("/").slice(0, -1).join("/"));
  return readAttributes(repo, levels);
}
