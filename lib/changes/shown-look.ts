import type { BlockChange } from "./block-change";
import type { ShownCell } from "./cell-change";
import type { SideContent } from "./read-side";
import type { TableChange } from "./table-change";

/** What a look shows of a text's change. */
export type ShownLook =
  | { name: "image"; before: SideContent; after: SideContent }
  | { name: "table"; table: TableChange }
  | { name: "rendered"; blocks: BlockChange[] }
  | { name: "cells"; cells: ShownCell[] };
