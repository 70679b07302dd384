import "server-only";
import type { FindLeakRequest, LeakEvent, TokenProbe } from "@/lib/wire/leak-events";
import type { ProbedRepo } from "./probe-token";

/** Receives the events of the searches; each search is named by its place in the request. */
export interface LeakListener {
  tell(searches: number[], event: LeakEvent): void;
  /** These could not go on; the others do. */
  fail(searches: number[], error: unknown): void;
}

/** One leak on the way to its repo. */
export interface LeakSearch {
  index: number;
  leak: FindLeakRequest;
  asked: Set<string>;
  /** Whether a remote said that it lives, here or elsewhere. */
  isAlive: boolean;
  isOver: boolean;
}

/** What every part of the searches uses. */
export interface LeakWork {
  atOnce: number;
  signal: AbortSignal;
  listener: LeakListener;
  probe(search: LeakSearch, repo: ProbedRepo): Promise<TokenProbe>;
  /** Ends a search with its last event. */
  end(search: LeakSearch, event: LeakEvent): void;
}
