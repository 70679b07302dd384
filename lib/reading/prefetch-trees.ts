import "server-only";
import { setTimeout } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import type { GitObject } from "@/gitformat/git-object";
import { parseCommit } from "@/gitformat/parse-commit";
import { type ParsedTree, parseTree } from "@/gitformat/parse-tree";
import { connection } from "@/lib/artifacts/connection";
import { type ContentRepo, keepTree, knownCommit, knownTree } from "@/lib/artifacts/content";
import { checkedRemote } from "@/lib/git/checked-remote";
import { fetchObjects } from "@/lib/git/fetch-objects";
import { type FilterSupport, filterSupportOf, rememberFilterSupport } from "@/lib/git/filter-support";
import { type PackLimits, UnaskedObject } from "@/lib/git/read-pack";
import { gitHeaders, mayMisunderstand } from "@/lib/git/refs";
import { type PathWalk, walkPath } from "@/lib/paths/walk-path";
import { readTokens } from "@/lib/tokens/read-tokens";

/** A path at a commit, and where Git can be asked for it. */
export interface FarPath {
  content: ContentRepo;
  remote: string;
  commitHash: string;
  path: readonly string[];
}

/** Some 400,000 entries, of which a level has up to 100,000. Beyond, the REST route finds the path level by level. */
const limits: PackLimits = {
  maxBytes: 10 * 1024 * 1024,
  inflatedMaxBytes: 16 * 1024 * 1024,
  objectMaxBytes: 4 * 1024 * 1024,
  objectsMax: 50_000,
  types: ["commit", "tree"],
};
const timeoutMs = 15_000;
/** Of the whole process: so many packs may be in memory. A further path goes without. */
const atOnceMax = 8;
/** Trees beside the path that came along are kept up to this. */
const besidesMaxBytes = 1024 * 1024;
/** A service that is near has given the path by then, and is spared the work. */
const headStartMs = 25;
/** How long a path that could not be had is not asked for again. */
const restMs = 60_000;

interface Tree extends ParsedTree {
  hash: string;
}

const underWay = new Map<string, AbortController>();
const failed = new LRUCache<string, true>({ max: 1000, ttl: restMs });

/**
 * Where more than `roundsAfforded` calls would wait for one another on the way down a path, fetches all its trees at once by Git.
 * They are kept by hash, so a walk down with `getTree` finds them as soon as they are there. Call the returned function when
 * the path has been found: the rest of the pack is not received then, unless the directory at its end is still missing.
 * Never throws; without Git's help the path is found as before.
 */
export function prefetchTrees(at: FarPath, { roundsAfforded }: { roundsAfforded: number }): () => void {
  const { apiBase, account } = connection();
  const key = [apiBase, account, at.content.id, at.commitHash, ...at.path].join("\n");
  const stop = () => {
    if (roundsLeft(at) === 0) underWay.get(key)?.abort();
  };
  if (underWay.has(key)) return stop;
  if (underWay.size >= atOnceMax || failed.has(key) || roundsLeft(at) <= roundsAfforded)
    return () => undefined;
  const controller = new AbortController();
  underWay.set(key, controller);
  bring(at, AbortSignal.any([controller.signal, AbortSignal.timeout(timeoutMs)]))
    .catch(() => false)
    .then((isThere) => {
      underWay.delete(key);
      if (!isThere && !controller.signal.aborted) failed.set(key, true);
    });
  return stop;
}

/** How many calls would wait for one another until the end of the path is known. */
function roundsLeft({ content, commitHash, path }: FarPath): number {
  const commit = knownCommit(content, commitHash);
  if (commit === null) return path.length + 2;
  const walk = walkPath(commit.treeHash, path);
  while (walk.awaited !== null) {
    const entries = knownTree(content, walk.awaited);
    if (entries === null) break;
    walk.take(entries);
  }
  return walk.treesLeft;
}

/** Whether the path has been followed to its end, or that is as near without. */
async function bring(at: FarPath, signal: AbortSignal): Promise<boolean> {
  const remote = checkedRemote(at.remote);
  const { namespace, name } = at.content;
  await setTimeout(headStartMs, undefined, { signal });
  return readTokens().use({ namespace, name }, async (secret) => {
    const headers = gitHeaders(secret);
    const support = await filterSupportOf(remote, headers);
    // Others have gone on meanwhile.
    if (roundsLeft(at) <= 1) return true;
    if (support === "nothing") return false;
    try {
      return await follow(at, { remote, headers, support }, signal);
    } catch (error) {
      const isUnasked = error instanceof UnaskedObject;
      if (isUnasked) rememberFilterSupport(remote, support === "depth" ? "files" : "nothing");
      if (support !== "depth" || signal.aborted || !(isUnasked || isRefusal(error))) throw error;
    }
    const isThere = await follow(at, { remote, headers, support: "files" }, signal);
    rememberFilterSupport(remote, "files");
    return isThere;
  });
}

/** What was too much or damaged would be so again. */
function isRefusal(error: unknown): boolean {
  return mayMisunderstand(error) && !(error instanceof Error && error.cause instanceof RangeError);
}

/** Trees of the path stand on levels 0 to its length: its last part may be a directory. */
const filterOf = (support: FilterSupport, path: readonly string[]) =>
  support === "depth" ? `combine:blob:none+tree:${path.length + 1}` : "blob:none";

async function follow(
  { content, commitHash, path }: FarPath,
  { remote, headers, support }: { remote: string; headers: Record<string, string>; support: FilterSupport },
  signal: AbortSignal,
): Promise<boolean> {
  const filter = filterOf(support, path);
  const asked = { remote, headers, wants: [commitHash], filter, limits };
  const levels: Tree[] = [];
  /** Trees of which it is not known, or not yet, that they are of the path. */
  const besides = new Map<string, Buffer>();
  const root = knownCommit(content, commitHash)?.treeHash;
  let walk = root === undefined ? null : walkPath(root, path);
  try {
    for await (const object of fetchObjects(asked, signal)) {
      if (object.type === "tree") besides.set(object.hash, object.content);
      else if (object.hash === commitHash) walk ??= walkFrom(object, path);
      for (let hash = walk?.awaited; walk && hash; hash = walk.awaited) {
        const tree = besides.get(hash);
        if (tree === undefined) break;
        const parsed = parseTree(tree);
        if (parsed === null) return false;
        besides.delete(hash);
        levels.push({ hash, ...parsed });
        walk.take(parsed.entries);
      }
      if (walk?.awaited === null) return true;
    }
    return false;
  } finally {
    keepTrees(content, levels, besides);
  }
}

/**
 * The deepest first and all in one turn: a caller that waits for the first would else ask for the second before it is kept.
 * The trees beside the path are kept for the pages that are opened next.
 */
function keepTrees(
  content: ContentRepo,
  levels: readonly Tree[],
  besides: ReadonlyMap<string, Buffer>,
): void {
  const keep = ({ hash, entries, isPlain }: Tree) => {
    if (isPlain) keepTree(content, hash, entries);
  };
  for (const level of levels.toReversed()) keep(level);
  let leftBytes = besidesMaxBytes;
  for (const [hash, tree] of besides) {
    leftBytes -= tree.length;
    if (leftBytes < 0) return;
    const parsed = parseTree(tree);
    if (parsed !== null) keep({ hash, ...parsed });
  }
}

function walkFrom(commit: GitObject, path: readonly string[]): PathWalk | null {
  const root = parseCommit(commit.hash, commit.content)?.treeHash;
  return root === undefined ? null : walkPath(root, path);
}
