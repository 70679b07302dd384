"use client";

import { useSyncExternalStore } from "react";
import { lazyComponent } from "@/components/ui/lazy-component";
import { storedText, subscribe } from "@/lib/imports/imports-storage";
import { withQueries } from "@/lib/queries/with-queries";

const RetryImport = lazyComponent(() =>
  withQueries(import("./retry-import").then((file) => file.RetryImport)),
);

/** `RetryImport` where this browser began any import: every page carries the 404 of the root with it. */
export function LazyRetryImport() {
  const hasImports = useSyncExternalStore(
    subscribe,
    () => storedText() !== "",
    () => false,
  );
  return hasImports ? <RetryImport /> : null;
}
