import "server-only";
import { isLoopbackHost } from "@/lib/env";
import { perProcess } from "@/lib/process/per-process";
import { connection } from "./connection";
import { createRateLimiter } from "./rate-limiter";

/** Runs one call when its turn has come. */
export type InTurn = <T>(call: () => Promise<T>) => Promise<T>;

/**
 * The hosted service takes 2,000 calls in 10 s from an account; the rest is left to whoever opens a page meanwhile. Counted over its
 * own 10 s, so that a small repo is read in one burst.
 */
const hostedPerSecond = 160;
const shared = { windowMs: 10_000, attempts: 3, waitMaxMs: 15_000 };

const rateLimiter = perProcess("bulk-rate-limiter", () => {
  const isOurs = isLoopbackHost(new URL(connection().apiBase).hostname);
  return createRateLimiter({ perSecond: isOurs ? null : hostedPerSecond, ...shared });
});

const never = new AbortController().signal;

/** The pace of whatever reads a whole repo, one for the process. A service on this machine has no such limit. */
export function bulkRateLimit(): InTurn {
  const limiter = rateLimiter();
  // Readers share what they read, so nobody's leaving ends a call of another.
  return (call) => limiter.run(call, never);
}
