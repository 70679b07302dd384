import "server-only";
import type { TextDiff } from "./diff-file";
import type { FileChange } from "./file-change";
import type { LookName } from "./looks";
import type { SideContent, TextSide } from "./read-side";
import { showCells } from "./show-cells";
import { showRendered } from "./show-rendered";
import { showTable } from "./show-table";
import type { ShownLook } from "./shown-look";

export interface LookOrder {
  change: FileChange;
  diff: TextDiff;
  /** The repo that the texts are from: the repos take turns. */
  owner: string;
  /** When colours are no longer waited for, by `performance.now()`. */
  coloursUntil: number;
}

/** What a look shows, or in a sentence why not; `mayPass`: the next time it may. */
export type Made = ShownLook | { refused: string; mayPass?: true };

const makers: Record<LookName, (order: LookOrder) => Made | Promise<Made>> = {
  image: ({ change, diff }) => ({
    name: "image",
    before: imageOf(change.before, diff.before),
    after: imageOf(change.after, diff.after),
  }),
  table: showTable,
  rendered: showRendered,
  cells: showCells,
};

/** A text's change by one of its looks, or why not. */
export async function showLook(name: LookName, order: LookOrder): Promise<Made> {
  return makers[name](order);
}

/** An SVG is text until it is drawn. */
const imageOf = (file: FileChange["before"], { sizeBytes }: TextSide): SideContent =>
  file === null ? { kind: "nothing" } : { kind: "image", mime: "image/svg+xml", sizeBytes };
