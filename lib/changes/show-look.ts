import "server-only";
import type { FileChange } from "./file-change";
import type { LookOrder, Made } from "./look-order";
import type { LookName } from "./looks";
import type { SideContent, TextSide } from "./read-side";
import { showCells } from "./show-cells";
import { showRendered } from "./show-rendered";
import { showTable } from "./show-table";

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
