import "server-only";
import { languageId } from "@/lib/highlight/languages";
import {
  type Notebook,
  type NotebookCell,
  notebookMaxCells,
  notebookSourceMaxChars,
  parseNotebook,
} from "@/lib/text/parse-notebook";
import { type AlignedCell, alignCells } from "./align-cells";
import type { CellChange, ShownCell } from "./cell-change";
import { compareSources } from "./compare-sources";
import { leaveOut } from "./leave-out";
import type { LookOrder, Made } from "./look-order";

/** A Jupyter notebook's change by its cells. */
export async function showCells({ change, diff, owner, coloursUntil }: LookOrder): Promise<Made> {
  const before = change.before === null ? noCells : parseNotebook(diff.before.text);
  const after = change.after === null ? noCells : parseNotebook(diff.after.text);
  if (before === null || after === null) {
    return { refused: "One of the sides is no Jupyter notebook, so here is the source." };
  }
  if ([before, after].some(isTooLarge)) {
    return { refused: "This notebook is too large to be compared by its cells, so here is its source." };
  }
  const aligned = await alignCells(before.cells, after.cells, owner);
  if (aligned === null)
    return { refused: "Comparing the cells takes too long, so here is the source.", mayPass: true };
  const named = languageId((change.after === null ? before : after).language);
  const sides = { before: before.cells, after: after.cells, language: named ?? "text", owner, coloursUntil };
  const cells = await Promise.all(aligned.map((at) => compareCell(at, sides)));
  if (cells.every(isKept)) {
    return { refused: "No cell has changed: only what the notebook keeps beside them, such as counts." };
  }
  const shown = leaveOut(cells, isKept, 0).map(
    (cell): ShownCell => ("leftOut" in cell ? { kind: "gap", count: cell.leftOut.length } : cell),
  );
  return { name: "cells", cells: shown };
}

const noCells: Notebook = { language: "", cells: [], cellCount: 0 };

/** What is cut cannot be compared. */
const isTooLarge = ({ cellCount, cells }: Notebook) =>
  cellCount > notebookMaxCells || cells.some(({ source }) => source.length > notebookSourceMaxChars);

interface Cells {
  before: readonly NotebookCell[];
  after: readonly NotebookCell[];
  language: string;
  owner: string;
  coloursUntil: number;
}

async function compareCell(
  { before, after, isMoved }: AlignedCell,
  { language, owner, coloursUntil, ...cells }: Cells,
): Promise<CellChange> {
  const old = before === null ? undefined : cells.before[before];
  const now = after === null ? undefined : cells.after[after];
  const type = (now ?? old)?.kind ?? "raw";
  const sources = { before: old?.source ?? "", after: now?.source ?? "" };
  const isSame = old !== undefined && now !== undefined && old.source === now.source;
  return {
    kind: "cell",
    before: numberOf(before),
    after: numberOf(after),
    isMoved,
    type,
    text: isSame
      ? null
      : await compareSources({ ...sources, language: languageOf(type, language), owner, coloursUntil }),
    ...compareRest(old, now),
  };
}

const numberOf = (at: number | null) => (at === null ? null : at + 1);

/** What else is in a cell that is on both sides. */
function compareRest(old: NotebookCell | undefined, now: NotebookCell | undefined) {
  if (old === undefined || now === undefined) {
    return { oldType: null, outputs: null, hasOtherAttachments: false };
  }
  return {
    oldType: old.kind === now.kind ? null : old.kind,
    outputs: isEqual(old.outputs, now.outputs)
      ? null
      : { before: old.outputs.length, after: now.outputs.length },
    hasOtherAttachments: !isEqual(old.attachments, now.attachments),
  };
}

const languageOf = (type: NotebookCell["kind"], language: string) =>
  type === "code" ? language : type === "markdown" ? "markdown" : "text";

/** Both are made of JSON. */
const isEqual = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

const isKept = ({ before, after, isMoved, oldType, text, outputs, hasOtherAttachments }: CellChange) =>
  before !== null &&
  after !== null &&
  !isMoved &&
  oldType === null &&
  text === null &&
  outputs === null &&
  !hasOtherAttachments;
