import "server-only";
import { type ParsedTree, parseTree } from "@/gitformat/parse-tree";
import type { ContentRepo } from "@/lib/artifacts/content";
import { findEntry } from "@/lib/paths/find-entry";
import { readApiCommits } from "./api-history";
import { type CommitGraph, graphOf } from "./commit-graph";
import { commitWithoutFacts, type HistoryCommit, readHistoryCommit } from "./history-commit";
import { type HistoryPack, packLimits } from "./history-pack";
import { openPack, type PackRepo } from "./open-pack";
import { edgesOf } from "./pack-ends";
import { type EntryOf, packedEntries } from "./path-entries";

/** What is known of the commits that some tips lead to. */
export interface History {
  /** For the questions: merge bases, ranges, children. It may hold commits that the tips do not lead to (any more). */
  readonly graph: CommitGraph;
  readonly commitCount: number;
  /** By Git it has trees, and commits as they are stored; by the API neither. */
  readonly via: "git" | "api";
  /** Whether everything that the tips lead to, and the remote has, is known. */
  readonly isWhole: boolean;
  /** The `depth` to ask for to see more. Null where all is known, and where more cannot be had. */
  readonly nextDepth: number | null;
  /** Null where it is not known. */
  commit(hash: string): HistoryCommit | null;
  tree(hash: string): ParsedTree | null;
  /** Commits that name a parent which is not known: where a shallow history ends, or the window. */
  edges(): string[];
  /** For `pathLog`. By the API each commit costs calls. */
  entriesAt(path: readonly string[]): EntryOf;
}

interface HistoryAsked {
  /** How many commits deep a window is, where the whole history is too large. */
  depth?: number;
  signal?: AbortSignal;
}

const windowDepth = 1000;
/** Commits of a log that are read for each commit of depth: a window of Git is wider than it is deep. */
const apiCommitsPerDepth = 5;

/**
 * The history of commits, by one fetch of Git at the most, or by the API's log where Git does not give it. What has come once is kept,
 * on disk too. Throws `ArtifactsError`.
 */
export async function openHistory(
  repo: PackRepo,
  tips: readonly string[],
  { depth = windowDepth, signal }: HistoryAsked = {},
): Promise<History> {
  const pack = await openPack(repo, { tips, depth, maxBytes: packLimits.maxBytes }, signal);
  return pack === null
    ? openByApi(repo.content, tips, { depth, signal })
    : historyOf(repo.content, pack, depth);
}

function historyOf(content: ContentRepo, pack: HistoryPack, asked: number): History {
  const isDeepEnough = pack.depth !== null && pack.depth >= asked;
  return {
    graph: pack.graph,
    commitCount: pack.commitCount,
    via: "git",
    isWhole: pack.depth === null,
    nextDepth: isDeepEnough ? (pack.depth ?? 0) + windowDepth : null,
    commit(hash) {
      const found = pack.commit(hash);
      return found === null ? null : readHistoryCommit(hash, found);
    },
    tree(hash) {
      const found = pack.tree(hash);
      return found === null ? null : parseTree(found);
    },
    edges: () => edgesOf(pack),
    entriesAt: (path) => packedEntries(pack, path, (root) => entryByApi(content, root, path)),
  };
}

async function openByApi(
  content: ContentRepo,
  tips: readonly string[],
  { depth, signal }: { depth: number; signal?: AbortSignal },
): Promise<History> {
  const { commits, isWhole } = await readApiCommits(content, tips, {
    most: depth * apiCommitsPerDepth,
    signal,
  });
  const graph = graphOf(commits);
  const commitOf = (hash: string) => commits[graph.find(hash)] ?? null;
  return {
    graph,
    commitCount: commits.length,
    via: "api",
    isWhole,
    nextDepth: isWhole ? null : depth + windowDepth,
    commit(hash) {
      const found = commitOf(hash);
      return found === null ? null : commitWithoutFacts(found);
    },
    tree: () => null,
    edges: () => edgesOf({ graph }),
    entriesAt: (path) => async (hash) => {
      const found = commitOf(hash);
      return found === null ? null : entryByApi(content, found.treeHash, path);
    },
  };
}

async function entryByApi(
  content: ContentRepo,
  rootTree: string,
  path: readonly string[],
): Promise<string | null> {
  const found = await findEntry(content, rootTree, path);
  if (found === null) return null;
  const { mode, hash } = found.kind === "tree" ? { mode: "40000", hash: found.hash } : found.entry;
  return `${mode} ${hash}`;
}
