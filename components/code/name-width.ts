import type { CSSProperties } from "react";
import type { TreeRow } from "@/lib/wire/tree-row";

/** The icon, its gap and the gap to the next column, in pixels. */
const besidesPx = 56;
/** What stands beside a name, as in "@ 1f2e3d4" or "executable", and the gap before it. */
const detailColumns = 14;

/** The width of the column of names: each row is a box of its own, and nothing else lines them up. */
export function nameWidthOf(rows: readonly TreeRow[]): CSSProperties {
  let widest = 0;
  for (const [name, type, , detail] of rows) {
    const isDetailed = detail !== undefined || type === "exec" || type === "symlink";
    widest = Math.max(widest, columnsOf(name) + (isDetailed ? detailColumns : 0));
  }
  // Custom properties are no part of CSSProperties.
  return { "--names": `min(66%, max(12rem, ${widest}ch + ${besidesPx}px))` } as CSSProperties;
}

/** Letters of the wide scripts take two. */
const columnsOf = (name: string) => name.length + (name.match(/[\u1100-\uffdc]/gu)?.length ?? 0);
