"use client";

import { lazyComponent } from "@/components/ui/lazy-component";
import type { EntryTurnsProps } from "./entry-turns-props";
import { LookFurther } from "./look-further";

/** Most directories come with all that is known of them. */
export const LazyEntryTurns = lazyComponent(
  () => import("./entry-turns").then((file) => file.EntryTurns),
  ({ history, lookLimits }: EntryTurnsProps) => (
    <LookFurther
      history={history ?? undefined}
      isLooking={history?.state === "looking"}
      error={null}
      retry={nothing}
      look={lookLimits.commitsAtFirst < lookLimits.commitsMax ? nothing : null}
    />
  ),
);

const nothing = () => {};
