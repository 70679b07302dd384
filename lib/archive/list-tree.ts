import "server-only";
import pLimit from "p-limit";
import type { TreeEntry } from "@/contract/content";
import { bulkCalls } from "@/lib/artifacts/bulk-calls";
import { type ContentRepo, getTree } from "@/lib/artifacts/content";
import { type AttributesFile, attributesOf } from "@/lib/globs/git-attributes";
import { createTurns } from "@/lib/process/give-turns";
import { readAttributesFile } from "@/lib/reading/read-attributes";
import { RequestError } from "@/lib/wire/request-error";
import { type Conversion, conversionOf } from "./conversion";
import { safeNames } from "./safe-names";

export interface ArchiveEntry {
  /** Below the archive's top folder, `/`-separated, safe to unpack. */
  path: string;
  kind: "directory" | "file" | "executable" | "symlink";
  /** Of the blob; empty for a directory. */
  hash: string;
  /** What `.gitattributes` have done to the bytes of a file. */
  conversion?: Conversion | null;
}

/** Where in its repo the tree stands, for the `.gitattributes` of the directories above it. */
export interface TreePlace {
  /** Empty for the root. */
  directory: string;
  /** The root's first. */
  attributes: readonly AttributesFile[];
}

/** What one archive may hold; beyond it nothing is sent but the reason. */
export const archiveLimits = { maxEntries: 100_000, maxDepth: 500, maxPathLength: 4_000 };

const parallelTrees = 8;

const kindOfType = {
  tree: "directory",
  // Another repo's commit: its place is kept, its files are not ours.
  gitlink: "directory",
  blob: "file",
  exec: "executable",
  symlink: "symlink",
} as const satisfies Record<TreeEntry["type"], ArchiveEntry["kind"]>;

/**
 * Everything below a tree that `git archive` would write, in Git's own order, a directory before what it holds. All of it is
 * known before the first byte is sent, so that a tree over the limits is refused in words and not cut. A tree that names
 * itself a thousand times is counted as often as it would be unpacked.
 */
export async function listTree(
  repo: ContentRepo,
  treeHash: string,
  signal: AbortSignal,
  limits = archiveLimits,
  place: TreePlace = { directory: "", attributes: [] },
): Promise<ArchiveEntry[]> {
  const limit = pLimit(parallelTrees);
  const bulk = bulkCalls();
  const giveTurn = createTurns();
  let count = 0;

  const readTree = (hash: string, { directory, attributes }: TreePlace) =>
    limit(async () => {
      signal.throwIfAborted();
      // One branch over the limit ends them all: what still waits in line asks for nothing.
      refuseOver(count, limits.maxEntries);
      const entries = await bulk(() => getTree(repo, hash));
      const own = await bulk(() => readAttributesFile(repo, entries, directory));
      return { entries, attributes: own === null ? attributes : [...attributes, own] };
    });

  async function listEntry({ type, hash }: TreeEntry, path: string, at: TreePlace, depth: number) {
    const turn = giveTurn();
    if (turn !== undefined) await turn;
    if (path.length > limits.maxPathLength) {
      throw tooMuch(`holds a path of more than ${limits.maxPathLength} characters`);
    }
    const kind = kindOfType[type];
    const attributes = attributesOf(at.attributes, at.directory, kind === "directory");
    if (attributes.get("export-ignore") === true) return [];
    if (type === "tree") {
      return [{ path, kind, hash: "" }, ...(await walk(hash, `${path}/`, depth + 1, at))];
    }
    if (kind === "directory") return [{ path, kind, hash: "" }];
    return [{ path, kind, hash, conversion: kind === "symlink" ? null : conversionOf(attributes) }];
  }

  async function walk(hash: string, folder: string, depth: number, at: TreePlace): Promise<ArchiveEntry[]> {
    if (depth > limits.maxDepth) throw tooMuch(`is more than ${limits.maxDepth} levels deep`);
    const { entries, attributes } = await readTree(hash, at);
    count += entries.length;
    refuseOver(count, limits.maxEntries);
    const names = safeNames(entries);
    const levels = await Promise.all(
      entries.map((entry, index): Promise<ArchiveEntry[]> => {
        const directory = at.directory === "" ? entry.name : `${at.directory}/${entry.name}`;
        return listEntry(entry, `${folder}${names[index]}`, { directory, attributes }, depth);
      }),
    );
    return levels.flat();
  }

  return walk(treeHash, "", 0, place);
}

function refuseOver(count: number, maxEntries: number): void {
  if (count > maxEntries) throw tooMuch(`holds more than ${maxEntries.toLocaleString("en")} files`);
}

const tooMuch = (what: string) =>
  new RequestError(
    "invalid",
    `This directory ${what}, too much for an archive made here. Clone the repo with Git, or download a directory inside it.`,
  );
