import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import type { History } from "./open-history";
import { pathLog } from "./path-log";

/** The log of a path as far as it is known. It stands still unless somebody waits for more, and can be gone on with. */
export interface PathWalk {
  /** Hashes, newest first. */
  readonly found: readonly string[];
  /** How many commits were looked at. */
  readonly lookedAt: number;
  /** The time of the oldest of them, in unix seconds. */
  readonly backTo: number | null;
  readonly isOver: boolean;
  /** Goes on until so many are found, but no longer than `ms`. What has failed once can only be begun anew. */
  advance(count: number, ms: number): Promise<void>;
}

export function startPathWalk(
  history: Pick<History, "graph" | "entriesAt">,
  tip: string,
  path: readonly string[],
): PathWalk {
  const { graph } = history;
  const entryOf = history.entriesAt(path);
  const found: string[] = [];
  const seen = new Set<string>();
  let backTo: number | null = null;
  let isOver = false;
  let until = 0;
  let held: (() => void)[] = [];
  let pulling: Promise<void> | null = null;
  let failure: { error: unknown } | null = null;

  /** Between two finds there may be thousands of commits, each of which may cost a call. */
  const mayGoOn = () =>
    performance.now() < until ? undefined : new Promise<void>((resolve) => held.push(resolve));

  const commits = pathLog(graph, tip, async (hash) => {
    await mayGoOn();
    const entry = await entryOf(hash);
    seen.add(hash);
    const time = graph.committedAt[graph.find(hash)] ?? 0;
    backTo = backTo === null ? time : Math.min(backTo, time);
    return entry;
  });

  /** Never fails itself: nobody may be waiting by then. */
  async function pull(): Promise<void> {
    try {
      const { done, value } = await commits.next();
      if (done) isOver = true;
      else found.push(value);
    } catch (error) {
      failure = { error };
    }
    pulling = null;
  }

  return {
    found,
    get lookedAt() {
      return seen.size;
    },
    get backTo() {
      return backTo;
    },
    get isOver() {
      return isOver;
    },
    async advance(count, ms) {
      until = Math.max(until, performance.now() + ms);
      const late = wait(ms, "late", { ref: false });
      const release = held;
      held = [];
      for (const resolve of release) resolve();
      while (found.length < count && !isOver) {
        // Two who wait for more wait for the same.
        pulling ??= pull();
        if ((await Promise.race([pulling, late])) === "late") return;
        if (failure !== null) throw failure.error;
      }
    },
  };
}
