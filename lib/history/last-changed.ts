import "server-only";
import { setImmediate, setTimeout } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import type { Commit, TreeEntry } from "@/contract/content";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { connection } from "@/lib/artifacts/connection";
import { type ContentRepo, getCommit, getTree, listCommits } from "@/lib/artifacts/content";
import { findEntry } from "@/lib/paths/find-entry";
import { perProcess } from "@/lib/process/per-process";
import type { LastChanged } from "@/lib/wire/answers";
import { commitBriefOf } from "./commit-brief";

/** Commits a call of the log brings. */
export const logPageSize = 200;
/** Commits whose directories are asked for at once: hides the way to a slow upstream. */
const callsAhead = 10;
/** How long the walk may hold the event loop. */
const turnMs = 10;

export const lookLimits = {
  commitsAtFirst: 1_000,
  commitsMax: 10_000,
  /** What one request of the browser may take. */
  turnMs: 700,
  /** What a page waits: enough where Artifacts is near, not felt where it is far. */
  pageMs: 60,
};

export interface LookLimits {
  commits: number;
  timeMs: number;
}

interface Walk {
  /** Goes on where the last call stopped, until done or at a limit. */
  advance(limits: LookLimits): Promise<LastChanged>;
  /** What changed the entry last, once the walk is done. */
  finished(): ReadonlyMap<string, Commit> | null;
}

interface Level {
  hash: string;
  entries: TreeEntry[];
}

/**
 * Follows every entry of a directory down the history, each along the first parent that has it unchanged, as
 * `git log -1 -- <path>` does; where no parent has it so, it was changed. One walk of the log for all of them.
 */
function createWalk(
  repo: ContentRepo,
  start: string,
  path: string[],
  walkAt: (commit: string) => Walk | undefined,
): Walk {
  const log: Commit[] = [];
  const known = new Map<string, Commit>();
  /** Entries, by their index, that are unchanged from the directory's start down to this commit. */
  const following = new Map<string, number[]>();
  const levels = new Map<string, Promise<Level | null>>();
  let entries: TreeEntry[] | null = null;
  let found: (Commit | undefined)[] = [];
  let left = 0;
  let position = 0;
  let hasLogEnded = false;
  let nextPage: Promise<Commit[]> | null = null;

  const loadPage = () => {
    nextPage ??= listCommits(repo, start, { limit: logPageSize, offset: log.length });
    return nextPage;
  };

  async function readPage(): Promise<void> {
    let page: Commit[];
    try {
      page = await loadPage();
    } finally {
      nextPage = null;
    }
    for (const commit of page) known.set(commit.hash, commit);
    log.push(...page);
    hasLogEnded = page.length < logPageSize;
  }

  /** Null where the history was cut off, as a shallow import does. */
  async function commitAt(hash: string): Promise<Commit | null> {
    const commit = known.get(hash);
    if (commit !== undefined || hasLogEnded) return commit ?? null;
    try {
      return await getCommit(repo, hash);
    } catch (error) {
      if (error instanceof ArtifactsError && error.kind === "not-found") return null;
      throw error;
    }
  }

  /** The directory in a commit; null where it is not there. */
  function levelAt({ treeHash }: Commit): Promise<Level | null> {
    const asked = levels.get(treeHash);
    if (asked !== undefined) return asked;
    const asking = readLevel(treeHash);
    levels.set(treeHash, asking);
    asking.catch(() => levels.delete(treeHash));
    return asking;
  }

  async function readLevel(rootTreeHash: string): Promise<Level | null> {
    const found = await findEntry(repo, rootTreeHash, path);
    return found?.kind === "tree" ? { hash: found.hash, entries: await getTree(repo, found.hash) } : null;
  }

  function lookAhead(from: Commit): void {
    let commit: Commit | undefined = from;
    for (let step = 0; step < callsAhead && commit !== undefined; step += 1) {
      levelAt(commit).catch(() => undefined);
      commit = commit.parents[0] === undefined ? undefined : known.get(commit.parents[0]);
    }
  }

  function follow(commit: string, indexes: number[]): void {
    const before = following.get(commit);
    if (before === undefined) following.set(commit, indexes);
    else for (const index of indexes) before.push(index);
  }

  function settle(indexes: number[], commitOf: (index: number) => Commit): void {
    for (const index of indexes) found[index] = commitOf(index);
    left -= indexes.length;
  }

  /** Parts `indexes` into those a parent has unchanged and the rest. */
  function part(
    all: TreeEntry[],
    indexes: number[],
    parent: TreeEntry[],
  ): { same: number[]; other: number[] } {
    const same: number[] = [];
    const other: number[] = [];
    let byName: Map<string, number> | null = null;
    // Both are in Git's order: mostly the entry stands where the one before it says.
    let shift = 0;
    for (const index of indexes) {
      const entry = all[index];
      if (entry === undefined) continue;
      let match = parent[index + shift];
      if (match?.name !== entry.name) {
        byName ??= new Map(parent.map((candidate, at) => [candidate.name, at]));
        const at = byName.get(entry.name);
        match = at === undefined ? undefined : parent[at];
        if (at !== undefined) shift = at - index;
      }
      const isSame = match !== undefined && match.hash === entry.hash && match.mode === entry.mode;
      (isSame ? same : other).push(index);
    }
    return { same, other };
  }

  async function begin(): Promise<TreeEntry[]> {
    const commit = await getCommit(repo, start);
    const level = await levelAt(commit);
    if (level === null) throw new ArtifactsError("not-found", "Directory not found");
    entries = level.entries;
    found = new Array(entries.length);
    left = entries.length;
    following.set(start, [...entries.keys()]);
    return entries;
  }

  async function visit(all: TreeEntry[], commit: Commit): Promise<void> {
    const indexes = following.get(commit.hash);
    if (indexes === undefined) return;
    const before = walkAt(commit.hash)?.finished();
    if (before) {
      settle(indexes, (index) => before.get(all[index]?.name ?? "") ?? commit);
      following.delete(commit.hash);
      return;
    }
    lookAhead(commit);
    const own = await levelAt(commit);
    const parents: Commit[] = [];
    for (const hash of commit.parents) {
      const parent = await commitAt(hash);
      if (parent !== null) parents.push(parent);
    }
    const there = await Promise.all(parents.map(levelAt));
    // Nothing is written down before the last answer has come: a failed visit is begun anew.
    let rest = indexes;
    for (const [at, parent] of parents.entries()) {
      const level = there[at];
      if (!level || rest.length === 0) continue;
      const { same, other } =
        level.hash === own?.hash ? { same: rest, other: [] } : part(all, rest, level.entries);
      if (same.length > 0) follow(parent.hash, same);
      rest = other;
    }
    settle(rest, () => commit);
    following.delete(commit.hash);
  }

  async function go({ commits, timeMs }: LookLimits): Promise<void> {
    const deadline = performance.now() + timeMs;
    let turnEnds = performance.now() + turnMs;
    const all = entries ?? (await begin());
    while (left > 0 && position < commits) {
      if (performance.now() > deadline) return;
      if (performance.now() > turnEnds) {
        await setImmediate();
        turnEnds = performance.now() + turnMs;
      }
      if (position >= log.length) {
        if (hasLogEnded) return;
        await readPage();
        continue;
      }
      if (log.length - position < callsAhead && !hasLogEnded && log.length < commits) {
        loadPage().catch(() => undefined);
      }
      const commit = log[position];
      if (commit !== undefined) {
        await visit(all, commit);
        // A long walk through a wide directory would hold it a thousand times; the cache has a bound.
        levels.delete(commit.treeHash);
      }
      position += 1;
    }
    if (left === 0) {
      // Only the answer is kept.
      log.length = 0;
      known.clear();
      levels.clear();
    }
  }

  function snapshot(limits: LookLimits): LastChanged {
    const order = new Map<Commit, number>();
    const latest = Array.from(found, (commit) => {
      if (commit === undefined) return -1;
      const at = order.get(commit) ?? order.size;
      order.set(commit, at);
      return at;
    });
    const isOver = entries !== null && (left === 0 || (hasLogEnded && position >= log.length));
    return {
      commits: [...order.keys()].map(commitBriefOf),
      latest,
      lookedAt: position,
      state: isOver ? "done" : position >= limits.commits ? "limit" : "looking",
    };
  }

  let underWay: Promise<void> | null = null;
  return {
    async advance(limits) {
      underWay ??= go(limits).finally(() => {
        underWay = null;
      });
      // A slow call goes on past the caller's time; if it fails, so does the next caller's.
      await Promise.race([underWay, setTimeout(limits.timeMs, undefined, { ref: false })]);
      return snapshot(limits);
    },
    finished() {
      if (entries === null || left > 0) return null;
      return new Map(entries.flatMap(({ name }, index) => (found[index] ? [[name, found[index]]] : [])));
    },
  };
}

/** Walks under way and done; a walk from a newer commit ends at one that is done. */
const walks = perProcess("last-changed-walks", () => new LRUCache<string, Walk>({ max: 64 }));

/**
 * Which commit last changed each entry of the directory `path` of a commit, as far as the limits allow; asked again, it
 * goes on from there. Throws `ArtifactsError`.
 */
export async function readLastChanged(
  repo: ContentRepo,
  commitHash: string,
  path: string,
  limits: LookLimits,
): Promise<LastChanged> {
  const { apiBase, account } = connection();
  const keyOf = (commit: string) => [apiBase, account, repo.id, commit, path].join("\n");
  let walk = walks().get(keyOf(commitHash));
  if (walk === undefined) {
    walk = createWalk(repo, commitHash, path.split("/").filter(Boolean), (commit) =>
      commit === commitHash ? undefined : walks().peek(keyOf(commit)),
    );
    walks().set(keyOf(commitHash), walk);
  }
  return walk.advance(limits);
}
