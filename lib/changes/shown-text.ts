import type { Hunk } from "@/lib/diff/hunks";
import type { Line } from "@/lib/highlight/roles";

/** Changed stretches of a line: from, and up to, in UTF-16 units. */
export type Marks = readonly (readonly [from: number, to: number])[];

/** One side of a text's change, by line, counted from 0. */
export interface ShownSide {
  lines: readonly string[];
  /** Null where they are plain. */
  coloured: readonly Line[] | null;
  marks: ReadonlyMap<number, Marks>;
  endsInNewline: boolean;
}

/** The change of a text, ready to be drawn. */
export interface ShownText {
  before: ShownSide;
  after: ShownSide;
  hunks: readonly Hunk[];
  /** Of the longest line that is shown, rather too many. */
  columns: number;
  /** Whether it is as coloured as it gets: colours may come later than the page. */
  isFinal: boolean;
}
