import type { ChangeEvent } from "react";

export interface ChosenRow {
  /** Its place among the rows that have a box. */
  at: number;
  isSelected: boolean;
  /** Everything from the box before this one is meant, as Shift says. */
  isRange: boolean;
}

/** Which row of a table a box was changed in: one handler for all rows, which need none of their own. */
export function chosenRow({ target, nativeEvent }: ChangeEvent<HTMLInputElement>): ChosenRow {
  const boxes = [...(target.closest("table")?.querySelectorAll("tbody [data-row-box]") ?? [])];
  const isRange = nativeEvent instanceof MouseEvent && nativeEvent.shiftKey;
  return { at: boxes.indexOf(target), isSelected: target.checked, isRange };
}
