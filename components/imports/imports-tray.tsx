"use client";

import { useSyncExternalStore } from "react";
import { lazyComponent } from "@/components/ui/lazy-component";
import { storedText, subscribe } from "@/lib/imports/imports-storage";
import { withQueries } from "@/lib/queries/with-queries";

// Most pages have no import to show: they load none of it.
const ImportsPanel = lazyComponent(() =>
  withQueries(import("./imports-panel").then((file) => file.ImportsPanel)),
);

/** The imports that this browser began and that run, or have ended unseen; nothing when there are none. */
export function ImportsTray() {
  const hasImports = useSyncExternalStore(
    subscribe,
    () => storedText() !== "",
    () => false,
  );
  return hasImports ? <ImportsPanel /> : null;
}
