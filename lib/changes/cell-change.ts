import type { ShownText } from "./shown-text";

type CellKind = "code" | "markdown" | "raw";

/** A cell of a notebook on both sides. */
export interface CellChange {
  kind: "cell";
  /** Its place on both sides, counted from 1; null where it is not there. */
  before: number | null;
  after: number | null;
  /** Whether it stands elsewhere among the cells that stayed. */
  isMoved: boolean;
  type: CellKind;
  /** What it was, where that is something else. */
  oldType: CellKind | null;
  /** What changed in its source; null where nothing did. */
  text: ShownText | null;
  /** How many outputs it had and has, where they are others. */
  outputs: { before: number; after: number } | null;
  /** Whether the images that its text refers to are others. */
  hasOtherAttachments: boolean;
}

export type ShownCell =
  | CellChange
  /** Cells that have not changed and are left out. */
  | { kind: "gap"; count: number };
