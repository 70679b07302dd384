"use client";

import { Elapsed as Seconds } from "@/components/ui/elapsed";
import { formatDuration } from "@/lib/format/duration";

/** How long something takes, while it does. */
export function Elapsed() {
  return <Seconds words={formatDuration} />;
}
