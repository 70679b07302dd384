"use client";

import { useEffect, useRef, useState } from "react";
import { scanCall } from "@/lib/queries/scan";
import { followedPlaces } from "@/lib/scan/followed-places";
import {
  emptyScan,
  type FoundSecret,
  goOn,
  type ScanState,
  scanState,
  secretsOf,
  takeScanEvent,
} from "@/lib/scan/scan-state";
import type { LabelledToken } from "@/lib/wire/answers";
import { failureOf } from "@/lib/wire/describe-failure";
import type { LeakEvent } from "@/lib/wire/leak-events";
import type { ScanHit, ScanScope } from "@/lib/wire/scan-events";
import { addActivity, investigateLeak, type Move } from "./investigate-leak";
import { afterEvent, atStage, type LeakState, type Stage } from "./leak-state";
import { revokeLeak } from "./revoke-leak";
import { othersOf } from "./tell-apart";

export interface Scan {
  /** Null: this scope was never scanned in this tab. */
  state: ScanState | null;
  isRunning: boolean;
  /** From the beginning, or where the last run stopped. */
  run(from?: ScanState): void;
  stop(): void;
  leakOf(secret: FoundSecret): LeakState;
  investigate(secret: FoundSecret): void;
  /** Looks for the repo also of a token that is dead already. */
  investigateEvenIfDead(secret: FoundSecret): void;
  /** Revokes these of the records that it may have, until it is dead. */
  revoke(secret: FoundSecret, tokens: readonly LabelledToken[]): void;
}

/** A tab remembers what it found, masks and places alone, so that a reload loses nothing. */
function storedScan(key: string): ScanState | null {
  try {
    const parsed = scanState.safeParse(JSON.parse(window.sessionStorage.getItem(key) ?? "null"));
    if (!parsed.success) return null;
    return { ...parsed.data, end: parsed.data.end ?? { kind: "stopped" } };
  } catch {
    return null;
  }
}

function storeScan(key: string, state: ScanState): void {
  try {
    window.sessionStorage.setItem(key, JSON.stringify(state));
  } catch {
    // Full, or refused: then a reload forgets.
  }
}

const storeEveryMs = 1_000;

/** The scan of one scope: give its component a key by scope. */
export function useScan(scope: ScanScope): Scan {
  const storageKey = `vitrine-scan ${JSON.stringify(scope)}`;
  const [state, setState] = useState<ScanState | null>(null);
  const [stages, setStages] = useState<Record<string, Stage>>({});
  const latestStages = useRef(stages);
  const [isRunning, setRunning] = useState(false);
  const running = useRef<AbortController | null>(null);
  const acts = useRef(new AbortController());
  const latest = useRef<ScanState | null>(null);
  const storedAt = useRef(0);

  const show = (next: ScanState, { store = false }: { store?: boolean } = {}) => {
    latest.current = next;
    setState(next);
    if (!store && Date.now() - storedAt.current < storeEveryMs) return;
    storedAt.current = Date.now();
    storeScan(storageKey, next);
  };

  const moverOf =
    (key: string): Move =>
    (next) => {
      const before = latestStages.current[key] ?? stageOf(latest.current?.verdicts[key], false);
      const stage = next(before);
      // What comes late, of a run before this one, must not stand in the way of what this one finds.
      if (stage === before) return;
      latestStages.current = { ...latestStages.current, [key]: stage };
      setStages(latestStages.current);
      const event = verdictOf(stage);
      const current = latest.current;
      if (event === null || current === null) return;
      show({ ...current, verdicts: { ...current.verdicts, [key]: event } }, { store: true });
    };

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is stored is read once a scope
  useEffect(() => {
    const stored = storedScan(storageKey);
    latest.current = stored;
    setState(stored);
    const recheck = async () => {
      // What was alive may be dead by now.
      for (const { key, first } of secretsOf(stored?.hits ?? [])) {
        const stage = stageOf(stored?.verdicts[key], false);
        if (stage.name === "alive") await investigateLeak(newLeak(first), moverOf(key), acts.current.signal);
      }
    };
    recheck();
    const keep = () => {
      if (latest.current !== null) storeScan(storageKey, latest.current);
    };
    window.addEventListener("pagehide", keep);
    return () => {
      window.removeEventListener("pagehide", keep);
      keep();
      running.current?.abort();
      acts.current.abort();
      acts.current = new AbortController();
    };
  }, [storageKey]);

  const run = async (from?: ScanState) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    if (from === undefined) {
      latestStages.current = {};
      setStages({});
    }
    let current = from === undefined ? emptyScan : goOn(from);
    setRunning(true);
    show(current, { store: true });
    try {
      const found = current.cursor === null ? [] : followedPlaces(current);
      await scanCall({ scope, after: current.cursor, found }, signal, (event) => {
        // What was done to a token meanwhile is in the latest state only.
        current = takeScanEvent(latest.current ?? current, event, Date.now());
        show(current, { store: event.type === "hit" });
        if (event.type !== "verdict" || event.event.type !== "found") return;
        const { probe, tokens } = event.event;
        if (probe.verdict === "alive") {
          void addActivity(probe, tokens, moverOf(event.secret), acts.current.signal);
        }
      });
      if (current.end === null) {
        current = { ...current, end: { kind: "failed", message: "The answer of the dashboard broke off." } };
      }
    } catch (error) {
      if (running.current !== controller) return;
      const last = latest.current ?? current;
      current = signal.aborted
        ? { ...last, end: { kind: "stopped" } }
        : { ...last, end: { kind: "failed", message: failureOf(error).message } };
    }
    if (running.current !== controller) return;
    running.current = null;
    setRunning(false);
    show(current, { store: true });
  };

  const leakOf = ({ key, first }: FoundSecret): LeakState =>
    atStage(newLeak(first), stages[key] ?? stageOf(state?.verdicts[key], isRunning));

  const work = (secret: FoundSecret, act: typeof investigateLeak, more?: { evenIfDead: boolean }) => {
    act(leakOf(secret), moverOf(secret.key), acts.current.signal, more);
  };

  return {
    state,
    isRunning,
    run,
    stop: () => running.current?.abort(),
    leakOf,
    investigate: (secret) => work(secret, investigateLeak),
    investigateEvenIfDead: (secret) => work(secret, investigateLeak, { evenIfDead: true }),
    revoke: async (secret, tokens) => {
      const leak = leakOf(secret);
      const gone = await revokeLeak(leak, tokens, moverOf(secret.key), acts.current.signal);
      if (gone.length < 2) return;
      // What went for one secret may have been another's.
      for (const other of secretsOf(latest.current?.hits ?? [])) {
        const stage = latestStages.current[other.key] ?? stageOf(latest.current?.verdicts[other.key], false);
        if (othersOf([{ ...leakOf(other), stage }], leak, gone).length > 0) work(other, investigateLeak);
      }
    },
  };
}

function newLeak(hit: ScanHit): LeakState {
  const { namespace, repo, blob, line, column, mask, isCut, expiresAt } = hit;
  return {
    mask,
    isCut,
    expiresAt,
    places: [],
    address: null,
    nearby: [],
    secret: { namespace, repo, blob, line, column },
    stage: { name: "waiting" },
  };
}

/** What a stage says of the token, to remember and to report. */
function verdictOf(stage: Stage): LeakEvent | null {
  switch (stage.name) {
    case "alive":
      return {
        type: "found",
        probe: stage.probe,
        tokens: stage.tokens,
        toldBy: stage.toldBy === "others" ? null : stage.toldBy,
        by: "address",
      };
    case "killed":
      return { type: "dead", probe: stage.kill.proof };
    case "dead":
      return { type: "dead", probe: stage.probe };
    case "not-found": {
      const { name: type, ...found } = stage;
      return { type, ...found };
    }
    default:
      return null;
  }
}

function stageOf(verdict: LeakEvent | undefined, isRunning: boolean): Stage {
  if (verdict !== undefined) return afterEvent({ name: "waiting" }, verdict);
  return isRunning ? { name: "searching", progress: null, probe: null } : { name: "waiting" };
}
