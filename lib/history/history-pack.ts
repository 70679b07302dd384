import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import { readPackHeader } from "@/gitformat/pack-entry";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { PackTooLarge } from "@/lib/git/fetch-pack";
import { indexPack, type PackedObject } from "@/lib/git/index-pack";
import { joinInTurns } from "@/lib/git/join-in-turns";
import { UnaskedObject } from "@/lib/git/read-pack";
import type { CommitGraph } from "./commit-graph";
import { addObject, copyTables, emptyTables, graphIn, type HistoryTables } from "./history-tables";
import { createUnpacker, objectMaxBytes } from "./unpack-object";

/** Commits and trees of a repo, as they came: packed, found by hash, unpacked one by one when asked for. It never changes. */
export interface HistoryPack {
  readonly graph: CommitGraph;
  readonly commitCount: number;
  /** How many commits deep was asked for; null: for everything that the tips lead to. */
  readonly depth: number | null;
  /** In memory. */
  readonly sizeBytes: number;
  readonly packs: readonly Buffer[];
  readonly tables: HistoryTables;
  /** Whether all is said of a tip that can be said: it is there, or leads to no commit. */
  knows(tip: string): boolean;
  /** Content of the object; null where it is not here. */
  commit(hash: string): Buffer | null;
  tree(hash: string): Buffer | null;
  rootTreeOf(commit: string): string | null;
}

export const packLimits = {
  maxBytes: 64 * 1024 * 1024,
  objectsMax: 500_000,
};
const packsMax = 16;
const indexLimits = {
  /** A tree of 200,000 entries, which takes some 30 ms. */
  objectMaxBytes,
  inflatedMaxBytes: 8 * 1024 ** 3,
};
/** What a number takes in the tables, and what an object takes there beside them. */
const numberBytes = 8;
const objectBytes = 32;

export function createHistoryPack(
  packs: readonly Buffer[],
  tables: HistoryTables,
  depth: number | null,
): HistoryPack {
  const graph = graphIn(tables);
  const { commits, trees } = tables;
  const unpack = createUnpacker(packs);
  const packBytes = packs.reduce((sum, { length }) => sum + length, 0);
  return {
    graph,
    commitCount: tables.commitOffsets.reduce((sum, offset) => (offset === 0 ? sum : sum + 1), 0),
    depth,
    sizeBytes:
      packBytes +
      (commits.count * 6 + tables.parents.length * 2 + trees.count) * numberBytes +
      (commits.count + trees.count) * objectBytes,
    packs,
    tables,
    knows: (tip) => graph.find(tip) >= 0 || tables.noCommits.includes(tip),
    commit: (hash) => unpack({ hashes: commits, offsets: tables.commitOffsets }, commits.findHex(hash)),
    tree: (hash) => unpack({ hashes: trees, offsets: tables.treeOffsets }, trees.findHex(hash)),
    rootTreeOf(hash) {
      const tree = tables.rootTrees[commits.findHex(hash)] ?? -1;
      return tree < 0 ? null : trees.hexOf(tree);
    },
  };
}

/**
 * The objects of `before` and of a pack that has come, checked and found by hash. Throws `PackTooLarge`, `UnaskedObject`, and
 * `ArtifactsError` where the pack is not what was asked for.
 */
export async function addPack(
  before: HistoryPack | null,
  pack: Buffer,
  { wants, depth }: { wants: readonly string[]; depth: number | null },
): Promise<HistoryPack> {
  const tables =
    before === null
      ? emptyTables(Math.min(readPackHeader(pack), packLimits.objectsMax))
      : copyTables(before.tables);
  const packs = before === null ? [] : await fewOf(before.packs);
  const start = packs.reduce((sum, { length }) => sum + length, 0);
  if (start + pack.length > packLimits.maxBytes) throw new PackTooLarge("The packs are too large.");
  const others = new Set<string>();
  const asked = new Set(wants);
  try {
    await indexPack(pack, indexLimits, (object) => {
      noteOther(object, asked, others);
      addObject(tables, object, start + object.offset);
    });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new ArtifactsError("upstream", "The Git remote answered in an unknown form.", { cause });
  }
  if (tables.commits.count + tables.trees.count > packLimits.objectsMax)
    throw new PackTooLarge("The packs have too many objects.");
  // What follows takes some milliseconds at once.
  await nextTurn();
  tables.noCommits = [...new Set([...tables.noCommits, ...others])];
  const made = createHistoryPack([...packs, pack], tables, depth);
  if (!wants.every(made.knows))
    throw new ArtifactsError("upstream", "The Git remote did not send what it was asked for.");
  return made;
}

/** What is looked for goes through all of them. */
async function fewOf(packs: readonly Buffer[]): Promise<readonly Buffer[]> {
  return packs.length < packsMax ? packs : [await joinInTurns(packs)];
}

/** A ref may lead to a tag, a tree or a file, which come then although they were left out. Other files were not asked for. */
function noteOther({ type, hash }: PackedObject, asked: ReadonlySet<string>, others: Set<string>): void {
  if (type === "commit") return;
  const isAsked = asked.has(hash.toString("hex"));
  if (isAsked) others.add(hash.toString("hex"));
  else if (type === "blob") throw new UnaskedObject("The pack holds a blob.");
}
