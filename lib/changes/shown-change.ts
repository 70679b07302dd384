import type { SideContent } from "./read-side";
import type { ShownText } from "./shown-text";

/** Lines that a change adds and takes away. */
export interface LineCounts {
  added: number;
  removed: number;
}

/** What a page shows of a file's change. */
export type ShownChange =
  | ({ kind: "text"; text: ShownText; isCoarse: boolean } & LineCounts)
  /** Shown when it is asked for, for a reason that it says. */
  | ({ kind: "folded"; reason: "large" | "generated" } & LineCounts)
  /** One of the sides is no text that is compared line by line. */
  | { kind: "other"; before: SideContent; after: SideContent }
  /** The content is the same. */
  | { kind: "same" }
  /** White space alone, which is not shown. */
  | { kind: "only-space" };

export const lineCountsOf = (shown: ShownChange): LineCounts | null =>
  shown.kind === "text" || shown.kind === "folded" ? { added: shown.added, removed: shown.removed } : null;
