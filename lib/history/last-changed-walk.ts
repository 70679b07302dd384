import "server-only";
import { setTimeout } from "node:timers/promises";
import type { Commit } from "@/contract/content";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { bulkCalls } from "@/lib/artifacts/bulk-calls";
import { type ContentRepo, getCommit } from "@/lib/artifacts/content";
import { createTurns } from "@/lib/process/give-turns";
import type { LastChanged } from "@/lib/wire/answers";
import { commitBriefOf } from "./commit-brief";
import { createCommitLog } from "./commit-log";
import { createDirectoryVersions } from "./directory-versions";
import { createEntryTrails, type EntryTrails, partUnchanged } from "./entry-trails";

/** Commits whose directories are asked for at once: hides the way to a slow upstream. */
const callsAhead = 10;

export interface LookLimits {
  commits: number;
  timeMs: number;
  /** Only this one of the entries is asked for. */
  entry?: string;
}

export interface LastChangedWalk {
  /** Goes on where the last call stopped, until done or at a limit. */
  advance(limits: LookLimits): Promise<LastChanged>;
  /** What changed the entry last, once the walk is done. */
  finished(): ReadonlyMap<string, Commit> | null;
}

/**
 * Follows every entry of a directory down the history, each along the first parent that has it unchanged, as
 * `git log -1 -- <path>` does; where no parent has it so, it was changed. One walk of the log for all of them.
 * `walkAt` gives walks from other commits, at which this one may end.
 */
export function createLastChangedWalk(
  repo: ContentRepo,
  start: string,
  path: readonly string[],
  walkAt: (commit: string) => LastChangedWalk | undefined,
): LastChangedWalk {
  const log = createCommitLog(repo, start);
  const versions = createDirectoryVersions(repo, path);
  let trails: EntryTrails | null = null;
  let position = 0;

  async function begin(): Promise<EntryTrails> {
    const version = await versions.at(await getCommit(repo, start));
    if (version === null) throw new ArtifactsError("not-found", "Directory not found");
    trails = createEntryTrails(start, version.entries);
    return trails;
  }

  function lookAhead(from: Commit): void {
    let commit: Commit | undefined = from;
    for (let step = 0; step < callsAhead && commit !== undefined; step += 1) {
      versions.at(commit).catch(() => undefined);
      commit = log.firstParentOf(commit);
    }
  }

  async function visit(trails: EntryTrails, commit: Commit): Promise<void> {
    const indexes = trails.at(commit.hash);
    if (indexes === undefined) return;
    const before = walkAt(commit.hash)?.finished();
    if (before) {
      trails.settle(indexes, (index) => before.get(trails.entries[index]?.name ?? "") ?? commit);
      trails.leave(commit.hash);
      return;
    }
    lookAhead(commit);
    const own = await versions.at(commit);
    const parents = await log.parentsOf(commit);
    const there = await Promise.all(parents.map((parent) => versions.at(parent)));
    // Nothing is written down before the last answer has come: a failed visit is begun anew.
    let rest = indexes;
    for (const [at, parent] of parents.entries()) {
      const version = there[at];
      if (!version || rest.length === 0) continue;
      const { same, other } =
        version.hash === own?.hash
          ? { same: rest, other: [] }
          : partUnchanged(trails.entries, rest, version.entries);
      if (same.length > 0) trails.follow(parent.hash, same);
      rest = other;
    }
    trails.settle(rest, () => commit);
    trails.leave(commit.hash);
  }

  const commitOf = (name: string | undefined) =>
    trails?.changedBy[trails.entries.findIndex((entry) => entry.name === name)];

  async function go({ commits, timeMs, entry }: LookLimits): Promise<void> {
    const deadline = performance.now() + timeMs;
    const giveTurn = createTurns();
    const under = trails ?? (await begin());
    while (under.left > 0 && position < commits) {
      if (performance.now() > deadline || commitOf(entry) !== undefined) return;
      await giveTurn();
      if (position >= log.length) {
        if (log.hasEnded) return;
        await log.readPage();
        continue;
      }
      if (log.length - position < callsAhead && !log.hasEnded && log.length < commits) log.loadAhead();
      const commit = log.at(position);
      if (commit !== undefined) {
        await visit(under, commit);
        // A long walk through a wide directory would hold it a thousand times; the cache has a bound.
        versions.forget(commit);
      }
      position += 1;
    }
    if (under.left === 0) {
      // Only the answer is kept.
      log.forget();
      versions.forgetAll();
    }
  }

  function isOver(): boolean {
    return trails !== null && (trails.left === 0 || (log.hasEnded && position >= log.length));
  }

  const bulk = bulkCalls();
  let underWay: Promise<void> | null = null;
  return {
    async advance(limits) {
      underWay ??= bulk(() => go(limits)).finally(() => {
        underWay = null;
      });
      // A slow call goes on past the caller's time; if it fails, so does the next caller's.
      await Promise.race([underWay, setTimeout(limits.timeMs, undefined, { ref: false })]);
      const wanted = commitOf(limits.entry);
      const isFound = isOver() || wanted !== undefined;
      return {
        ...numbered(limits.entry === undefined ? (trails?.changedBy ?? []) : [wanted]),
        lookedAt: position,
        state: isFound ? "done" : position >= limits.commits ? "limit" : "looking",
      };
    },
    finished() {
      if (trails === null || trails.left > 0) return null;
      const { entries, changedBy } = trails;
      return new Map(
        entries.flatMap(({ name }, index) => (changedBy[index] ? [[name, changedBy[index]]] : [])),
      );
    },
  };
}

/** Each commit once, and for each entry the number of its commit; -1 where that is not known yet. */
function numbered(changedBy: readonly (Commit | undefined)[]): Pick<LastChanged, "commits" | "latest"> {
  const order = new Map<Commit, number>();
  const latest = Array.from(changedBy, (commit) => {
    if (commit === undefined) return -1;
    const at = order.get(commit) ?? order.size;
    order.set(commit, at);
    return at;
  });
  return { commits: [...order.keys()].map(commitBriefOf), latest };
}
