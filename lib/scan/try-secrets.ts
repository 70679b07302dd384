import "server-only";
import pLimit from "p-limit";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import type { ContentRepo } from "@/lib/artifacts/content";
import type { Leak } from "@/lib/leaks/extract-leaks";
import { findLeak } from "@/lib/leaks/find-leak";
import type { LeakEvent } from "@/lib/wire/leak-events";
import type { ScanEvent } from "@/lib/wire/scan-events";

/** The tries of one secret: alive, but in none of the repos asked so far, it may be of another in which it lies. */
interface Try {
  asked: Set<string>;
  waiting: ContentRepo[];
  isRunning: boolean;
  isSettled: boolean;
}

const triesAtOnce = 3;
/** Repos named near a token that are asked about it, after the one it lies in. */
const nearbyMax = 3;
/** Repos in which a secret lies that are asked about it; the rest of the way is a walk that a person asks for. */
const reposTriedMax = 20;

interface TryOptions {
  emit: (event: ScanEvent) => void;
  /** Different secrets that are tried. */
  secretsMax: number;
  signal: AbortSignal;
}

/** Asks Git about the tokens that a run finds, beside its reading. */
export function trySecrets({ emit, secretsMax, signal }: TryOptions) {
  const tries = new Map<string, Try>();
  const underWay: Promise<void>[] = [];
  const limit = pLimit(triesAtOnce);

  async function run(key: string, leak: Leak, state: Try): Promise<void> {
    let last: LeakEvent | null = null;
    for (let next = state.waiting.shift(); next && !state.isSettled; next = state.waiting.shift()) {
      last = await askAbout(leak, next, signal);
      state.isSettled = last?.type !== "not-found" || !last.isAlive;
    }
    state.isRunning = false;
    if (last !== null) emit({ type: "verdict", secret: key, event: last });
  }

  return {
    /** Has a secret, named by its key, tried in a repo in which it lies. */
    add(key: string, repo: ContentRepo, leak: Leak): void {
      const state = tries.get(key) ?? { asked: new Set(), waiting: [], isRunning: false, isSettled: false };
      if (state.isSettled || state.asked.has(repo.name) || state.asked.size >= reposTriedMax) return;
      if (!tries.has(key) && tries.size >= secretsMax) return;
      tries.set(key, state);
      state.asked.add(repo.name);
      state.waiting.push(repo);
      if (state.isRunning) return;
      state.isRunning = true;
      const trying = limit(() => run(key, leak, state));
      // Waited for at the end.
      trying.catch(() => undefined);
      underWay.push(trying);
    },
    /** Once all are tried; throws what ended one of them. */
    async end(): Promise<void> {
      await Promise.all(underWay);
    },
  };
}

/** What Git says of a token in the repo in which it lies, and in a few that are named beside it. */
async function askAbout(leak: Leak, repo: ContentRepo, signal: AbortSignal): Promise<LeakEvent | null> {
  const { secret, expiresAt, address, nearby } = leak;
  const here = { host: null, namespace: repo.namespace, repo: repo.name };
  const addresses = [here, ...(address === null ? [] : [address]), ...nearby.slice(0, nearbyMax)];
  const seen: { last: LeakEvent | null } = { last: null };
  try {
    await findLeak(
      { secret, expiresAt, addresses },
      (event) => {
        seen.last = event;
      },
      signal,
      { onlyNamed: true },
    );
  } catch (error) {
    if (signal.aborted || !(error instanceof ArtifactsError)) throw error;
    return { type: "failed", message: error.message };
  }
  return seen.last;
}
