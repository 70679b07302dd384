"use client";

import { useSyncExternalStore } from "react";
import type { ImportRecord } from "./import-record";
import { subscribe } from "./imports-storage";
import { startedImports } from "./started-imports";

const none: ImportRecord[] = [];

/** What this browser began, as it changes, in other tabs too. */
export function useStartedImports(): ImportRecord[] {
  return useSyncExternalStore(subscribe, startedImports, () => none);
}
