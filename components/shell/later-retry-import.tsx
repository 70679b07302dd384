"use client";

import { useSyncExternalStore } from "react";
import { loadLater } from "@/components/ui/load-later";
import { storedText, subscribe } from "@/lib/imports/imports-storage";

const RetryImport = loadLater(() => import("./retry-import").then((file) => file.RetryImport));

/** `RetryImport` where this browser began any import: every page carries the 404 of the root with it. */
export function LaterRetryImport() {
  const hasImports = useSyncExternalStore(
    subscribe,
    () => storedText() !== "",
    () => false,
  );
  return hasImports ? <RetryImport /> : null;
}
