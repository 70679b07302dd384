import { z } from "zod";
import { addCounts } from "@/lib/wire/add-counts";
import { leakEvent } from "@/lib/wire/leak-events";
import {
  leftOut,
  noScanCounts,
  pauseReason,
  type ScanCounts,
  type ScanEvent,
  type ScanHit,
  scanCounts,
  scanCursor,
  scanHit,
} from "@/lib/wire/scan-events";

/** Everything a scan has found, over all its runs: masks and places. It may be stored, and is checked when it comes back. */
export const scanState = z.object({
  /** Null: it has not begun to answer. */
  begun: z
    .object({
      commit: z.string().nullable(),
      branches: z.number(),
      tags: z.number(),
      tipsLeftOut: z.number(),
      reposTotal: z.number().nullable(),
    })
    .nullable(),
  /** The repo under way. */
  repo: z.string(),
  cursor: scanCursor.nullable(),
  /** Of the runs that ended. */
  earlier: scanCounts,
  /** Of the run under way, or the last one. */
  current: scanCounts,
  hits: z.array(scanHit),
  /** By the secret's key. */
  verdicts: z.record(z.string(), leakEvent),
  leftOut: z.array(leftOut),
  isHistoryCut: z.boolean(),
  /** Null while a run is under way. */
  end: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("done"), at: z.number() }),
      z.object({ kind: z.literal("paused"), reason: pauseReason }),
      z.object({ kind: z.literal("stopped") }),
      z.object({ kind: z.literal("failed"), message: z.string() }),
    ])
    .nullable(),
});
export type ScanState = z.infer<typeof scanState>;

export const emptyScan: ScanState = {
  begun: null,
  repo: "",
  cursor: null,
  earlier: noScanCounts,
  current: noScanCounts,
  hits: [],
  verdicts: {},
  leftOut: [],
  isHistoryCut: false,
  end: null,
};

/** A further run begins where the last one stopped. */
export function goOn(state: ScanState): ScanState {
  return { ...state, earlier: totalOf(state), current: noScanCounts, end: null };
}

/** `now` in unix milliseconds. */
export function takeScanEvent(state: ScanState, event: ScanEvent, now: number): ScanState {
  switch (event.type) {
    case "begun": {
      const { type, ...begun } = event;
      // What was counted first stays: a branch made meanwhile is not among those followed.
      return { ...state, begun: state.begun ?? begun };
    }
    case "progress":
      return { ...state, current: event.counts, cursor: event.cursor, repo: event.repo };
    case "hit":
      return state.hits.some((hit) => isSamePlace(hit, event.hit))
        ? state
        : { ...state, hits: [...state.hits, event.hit] };
    case "since": {
      const { path, blob, since } = event;
      const isMeant = (hit: ScanHit) => hit.path === path && hit.blob === blob;
      return { ...state, hits: state.hits.map((hit) => (isMeant(hit) ? { ...hit, since } : hit)) };
    }
    case "verdict":
      return { ...state, verdicts: { ...state.verdicts, [event.secret]: event.event } };
    case "left-out":
      return { ...state, leftOut: [...state.leftOut, event.file] };
    case "paused": {
      const { reason, counts, cursor } = event;
      return { ...state, current: counts, cursor, end: { kind: "paused", reason } };
    }
    case "done":
      return {
        ...state,
        current: event.counts,
        cursor: null,
        isHistoryCut: state.isHistoryCut || event.isHistoryCut,
        end: { kind: "done", at: now },
      };
    case "failed":
      return { ...state, end: { kind: "failed", message: event.message } };
  }
}

function isSamePlace(a: ScanHit, b: ScanHit): boolean {
  return (
    a.blob === b.blob && a.path === b.path && a.line === b.line && a.column === b.column && a.repo === b.repo
  );
}

/** What all runs looked at together. */
export function totalOf({ earlier, current }: Pick<ScanState, "earlier" | "current">): ScanCounts {
  return addCounts(earlier, current);
}

/** One secret and every place of it. */
export interface FoundSecret {
  key: string;
  first: ScanHit;
  hits: ScanHit[];
}

/** By secret, in the order they were found. */
export function secretsOf(hits: readonly ScanHit[]): FoundSecret[] {
  const secrets = new Map<string, FoundSecret>();
  for (const hit of hits) {
    const known = secrets.get(hit.secret);
    if (known === undefined) secrets.set(hit.secret, { key: hit.secret, first: hit, hits: [hit] });
    else known.hits.push(hit);
  }
  return [...secrets.values()];
}
