import "server-only";
import type { ReactElement } from "react";
import type { ChangeOptions } from "@/lib/changes/change-options";
import type { FileChange } from "@/lib/changes/file-change";
import type { ShownLook } from "@/lib/changes/shown-look";
import { CellsLook } from "./cells-look";
import type { ChangePlace } from "./change-place";
import { drawRendered } from "./draw-rendered";
import type { DrawnLook } from "./drawn-look";
import { OtherChange } from "./other-change";
import { TableLook } from "./table-look";

export interface LookPlace extends ChangePlace {
  options: ChangeOptions;
}

/** A look of a file's change, ready to stand in its section. */
export async function drawLook(place: LookPlace, change: FileChange, look: ShownLook): Promise<DrawnLook> {
  switch (look.name) {
    case "image":
      return final(<OtherChange {...place} change={change} before={look.before} after={look.after} />);
    case "table":
      return final(<TableLook path={change.path} table={look.table} />);
    case "rendered":
      return drawRendered(place, change, look.blocks);
    case "cells":
      return {
        drawn: <CellsLook cells={look.cells} isSplit={place.options.view === "split"} />,
        isFinal: look.cells.every((cell) => cell.kind === "gap" || cell.text?.isFinal !== false),
      };
  }
}

const final = (drawn: ReactElement): DrawnLook => ({ drawn, isFinal: true });
