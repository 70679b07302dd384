import "server-only";
import { LRUCache } from "lru-cache";
import { bulkCalls, type InTurn } from "@/lib/artifacts/bulk-calls";
import {
  noScanCounts,
  type PauseReason,
  type ScanCounts,
  type ScanCursor,
  type ScanEvent,
  type ScanScope,
  scanLimits,
} from "@/lib/wire/scan-events";
import type { SeenObjects } from "./scan-commits";
import type { TextReader } from "./text-reader";
import type { trackOrigins } from "./track-origins";

export type ScanLimits = Record<keyof typeof scanLimits, number>;

/** What the parts of one run share. */
export interface ScanRun {
  scope: ScanScope;
  limits: ScanLimits;
  emit: (event: ScanEvent) => void;
  reader: TextReader;
  bulk: InTurn;
  /** Ends all reading: the run's time is over, or the client has gone. */
  work: AbortSignal;
  counts: ScanCounts;
  seen: SeenObjects;
  directories: { left: number };
  /** Commits of a history that may still be listed. */
  history: { commits: number; isCut: boolean };
  /** The repo under way. */
  repo: string;
  /** Where to go on. */
  cursor: ScanCursor | null;
  /** The first bound that was met. */
  pause: PauseReason | null;
  /** Of a history: which commit brought each place in. */
  origins: ReturnType<typeof trackOrigins> | null;
}

/** Some 40 MB. */
const treesMax = 10_000;

type Given = Pick<ScanRun, "scope" | "cursor" | "emit" | "reader" | "work"> & {
  limits: Partial<ScanLimits> | undefined;
};

export function openScanRun({ limits: overrides, ...given }: Given): ScanRun {
  const limits = { ...scanLimits, ...overrides };
  return {
    ...given,
    limits,
    bulk: bulkCalls(),
    counts: { ...noScanCounts },
    seen: { trees: new LRUCache({ max: treesMax }), blobs: new Map() },
    directories: { left: limits.directories },
    history: { commits: limits.commits, isCut: false },
    repo: given.scope.kind === "namespace" ? "" : given.scope.repo,
    pause: null,
    origins: null,
  };
}
