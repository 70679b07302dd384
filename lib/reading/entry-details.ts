import "server-only";
import pLimit from "p-limit";
import type { TreeEntry } from "@/contract/content";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { getBlob } from "@/lib/artifacts/content";
import { decodeText } from "@/lib/decoding/decode-text";
import { formatBytes } from "@/lib/format/bytes";
import type { Level } from "@/lib/paths/read-levels";
import { lfsPointerLimitBytes, parseLfsPointer } from "@/lib/text/parse-lfs-pointer";
import type { EntryDetail } from "@/lib/wire/tree-row";
import { isLfsPath } from "./lfs-patterns";
import { readAttributes } from "./read-attributes";
import { readSubmodules, type SubmoduleRepo } from "./read-submodules";

/** Beyond these a row says only what its mode says, and the entry's own page the rest. */
const symlinksMax = 48;
const pointersMax = 48;
const candidatesMax = 2_000;
const targetMaxBytes = 4_096;
const targetMaxLength = 300;
/** Of each of the three kinds. */
const callsAtOnce = 8;

/**
 * Targets of symlinks, pages of submodules, sizes of what Git LFS keeps: for the last of `levels`, by name. What
 * cannot be read is left out: it only adds to the rows.
 */
export async function readEntryDetails(
  { content: repo, remote }: SubmoduleRepo,
  levels: readonly Level[],
): Promise<Map<string, EntryDetail>> {
  const details = new Map<string, EntryDetail>();
  const [root] = levels;
  const level = levels.at(-1);
  if (root === undefined || level === undefined) return details;
  const at = (name: string) => (level.path ? `${level.path}/${name}` : name);
  const read = async (hash: string, maxBytes: number) => {
    try {
      return decodeText((await getBlob(repo, hash, { maxBytes })).bytes)?.text ?? null;
    } catch (error) {
      if (error instanceof ArtifactsError) return null;
      throw error;
    }
  };
  async function readSymlinks(entries: TreeEntry[]): Promise<void> {
    const links = entries.filter(({ type }) => type === "symlink").slice(0, symlinksMax);
    await pLimit(callsAtOnce).map(links, async ({ name, hash }) => {
      const target = await read(hash, targetMaxBytes);
      if (target !== null) details.set(name, { target: target.slice(0, targetMaxLength) });
    });
  }

  async function addSubmodules(entries: TreeEntry[], top: readonly TreeEntry[]): Promise<void> {
    const modules = entries.filter(({ type }) => type === "gitlink");
    for (const { name, hash } of modules) details.set(name, { commit: hash });
    if (modules.length === 0) return;
    const pageOf = await readSubmodules({ content: repo, remote }, top);
    for (const { name, hash } of modules) {
      const url = pageOf(at(name), hash);
      if (url !== null) details.set(name, { commit: hash, url });
    }
  }

  async function readPointers(entries: TreeEntry[]): Promise<void> {
    const attributes = await readAttributes(repo, levels).catch((error: unknown) => {
      if (error instanceof ArtifactsError) return [];
      throw error;
    });
    if (attributes.length === 0) return;
    const pointers = entries
      .filter(({ type }) => type === "blob")
      .slice(0, candidatesMax)
      .filter(({ name }) => isLfsPath(attributes, at(name)))
      .slice(0, pointersMax);
    await pLimit(callsAtOnce).map(pointers, async ({ name, hash }) => {
      const pointer = parseLfsPointer((await read(hash, lfsPointerLimitBytes)) ?? "");
      if (pointer !== null) details.set(name, { lfs: formatBytes(pointer.sizeBytes) });
    });
  }

  await Promise.all([
    readSymlinks(level.entries),
    addSubmodules(level.entries, root.entries),
    readPointers(level.entries),
  ]);
  return details;
}
