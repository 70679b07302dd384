import type { LookName } from "./looks";
import type { SideContent } from "./read-side";
import type { ShownLook } from "./shown-look";
import type { ShownText } from "./shown-text";

/** Lines that a change adds and takes away. */
export interface LineCounts {
  added: number;
  removed: number;
}

/** Of a text, whatever is shown of it. */
interface OfText extends LineCounts {
  /** The looks that it has besides its source. */
  looks: readonly LookName[];
}

/** What a page shows of a file's change. */
export type ShownChange =
  /** `refused`: why another look, which was asked for, is not shown. */
  | ({ kind: "text"; text: ShownText; isCoarse: boolean; refused: string | null } & OfText)
  | ({ kind: "look"; look: ShownLook } & OfText)
  /** Shown when it is asked for, for a reason that it says. */
  | ({ kind: "folded"; reason: "large" | "generated" } & OfText)
  /** One of the sides is no text that is compared line by line. */
  | { kind: "other"; before: SideContent; after: SideContent }
  /** The content is the same. */
  | { kind: "same" }
  /** White space alone, which is not shown. */
  | { kind: "only-space" };

export const lineCountsOf = (shown: ShownChange): LineCounts | null =>
  "added" in shown ? { added: shown.added, removed: shown.removed } : null;

export const looksIn = (shown: ShownChange): readonly LookName[] => ("looks" in shown ? shown.looks : []);
