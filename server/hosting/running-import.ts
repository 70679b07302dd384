import type { ImportPhase } from "@/contract/imports";
import type { ConnectProxy } from "@/server/import/connect-proxy";

/** Why a running import was ended from outside. */
type Ending = "cancelled" | "stopped" | "lost" | "too-slow";

export interface RunningImport {
  abort: AbortController;
  ending: Ending | null;
  phase: ImportPhase;
  percent: number | null;
  proxy: ConnectProxy | null;
  done: Promise<void>;
}

export function newRunningImport(): RunningImport {
  return {
    abort: new AbortController(),
    ending: null,
    phase: "connecting",
    percent: null,
    proxy: null,
    done: Promise.resolve(),
  };
}

/** The first reason counts. */
export function endImport(running: RunningImport, ending: Ending): void {
  running.ending ??= ending;
  running.abort.abort();
}
