import "server-only";
import { createFairTurns } from "@/lib/process/fair-turns";
import { perProcess } from "@/lib/process/per-process";
import { RequestError } from "@/lib/wire/request-error";

interface ArchiveLimits {
  /** Archives that are made at once, and how many of them of one repo. */
  atOnce: number;
  perRepo: number;
  /** Those and what waits for its turn, and how many of them for one repo. */
  openMax: number;
  openPerRepo: number;
  waitMs: number;
}

/** Each holds a few megabytes and one of Node's four threads for compression, for as long as its client takes. */
const defaultLimits: ArchiveLimits = {
  atOnce: 12,
  perRepo: 3,
  openMax: 100,
  openPerRepo: 12,
  waitMs: 30_000,
};

export type ArchiveTurns = ReturnType<typeof createArchiveTurns>;

/** Turns for archives: repos take them by turns, and what cannot have one soon is told when to ask again. */
export function createArchiveTurns(overrides: Partial<ArchiveLimits> = {}) {
  const limits = { ...defaultLimits, ...overrides };
  const turns = createFairTurns({ atOnce: limits.atOnce, perOwner: limits.perRepo });
  const open = new Map<string, number>();
  let openInAll = 0;

  function count(repo: string, by: 1 | -1) {
    const left = (open.get(repo) ?? 0) + by;
    openInAll += by;
    if (left === 0) open.delete(repo);
    else open.set(repo, left);
  }

  const refuse = () =>
    new RequestError(
      "rate-limited",
      "Other archives are being made. Ask again in half a minute, or clone the repo with Git.",
      undefined,
      30,
    );

  return {
    /** Waits for a turn. What it gives back ends it, the first time that it is called. */
    async enter(repo: string, signal: AbortSignal): Promise<() => void> {
      if (openInAll >= limits.openMax || (open.get(repo) ?? 0) >= limits.openPerRepo) throw refuse();
      const late = AbortSignal.timeout(limits.waitMs);
      count(repo, 1);
      try {
        const leave = await turns.enter({ owner: repo, weight: 1, signal: AbortSignal.any([signal, late]) });
        let isOver = false;
        return () => {
          if (isOver) return;
          isOver = true;
          count(repo, -1);
          leave();
        };
      } catch (error) {
        count(repo, -1);
        throw signal.aborted || !late.aborted ? error : refuse();
      }
    },
  };
}

export const archiveTurns = perProcess("archive-turns", () => createArchiveTurns());
