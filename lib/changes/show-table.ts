import "server-only";
import { type ParsedTable, parseTable, tableMaxColumns } from "@/lib/text/parse-table";
import { type Aligned, alignItems } from "./align-items";
import { diffItems } from "./diff-items";
import { leaveOut } from "./leave-out";
import type { LookOrder, Made } from "./look-order";
import type { CellChange, TableChange, TableRow } from "./table-change";

const tableMaxChars = 2 * 1024 * 1024;
const limits = { rows: 20_000, cells: 400_000, charsPerCell: Number.POSITIVE_INFINITY };
/** Rows that are drawn; nobody reads more. */
const rowsMax = 2_000;
const cellsMax = 20_000;

/** A CSV or TSV file's change by rows and cells. */
export async function showTable({ change, diff, owner }: LookOrder): Promise<Made> {
  const { before, after } = diff;
  if (Math.max(before.text.length, after.text.length) > tableMaxChars) return tooLarge;
  const old = parseTable(before.text, change.oldPath ?? change.path, limits);
  const now = parseTable(after.text, change.path, limits);
  const sides = [old, now].filter((side) => side !== null);
  if (sides.some(({ hasMoreRows, columnCount }) => hasMoreRows || columnCount > tableMaxColumns)) {
    return tooLarge;
  }
  const [any] = sides;
  if (any === undefined) return { refused: "This table is empty." };
  const noRows = { ...any, rows: [], faultCount: 0 };
  const table = await compareTables(old ?? noRows, now ?? { ...noRows, header: any.header }, owner);
  if (table === null)
    return { refused: "Comparing the rows takes too long, so here is the source.", mayPass: true };
  if (table.rows.length > rowsMax || table.rows.length * table.header.length > cellsMax) {
    return { refused: "More rows have changed than a table shows, so here is the source." };
  }
  return { name: "table", table };
}

const tooLarge = { refused: "This file is too large to be shown as a table, so here is its source." };

/** Null where it takes too long. */
async function compareTables(
  before: ParsedTable,
  after: ParsedTable,
  owner: string,
): Promise<TableChange | null> {
  const columns = await alignColumns(before.header, after.header, owner);
  const common = columns.filter((column) => column.before !== null && column.after !== null);
  const keyOf = (row: readonly string[], side: "before" | "after") =>
    JSON.stringify(common.map((column) => cellIn(row, column[side])));
  const keys = {
    before: before.rows.map((row) => keyOf(row, "before")),
    after: after.rows.map((row) => keyOf(row, "after")),
  };
  const runs = await diffItems(keys.before, keys.after, owner);
  if (runs === null) return null;
  const cellsOf = (at: Aligned) => columns.map((column) => cellOf(column, at, before.rows, after.rows));
  const isPair = (old: number, now: number) =>
    cellsOf({ before: old, after: now }).some((cell) => cell.before === cell.after && cell.after !== "");
  const rows = alignItems({ ...keys, runs, isPair }).map((at) => rowOf(at, cellsOf(at)));
  const countOf = (kind: TableRow["kind"]) => rows.filter((row) => row.kind === kind).length;
  return {
    header: columns.map((column) => ({
      before: column.before === null ? null : cellIn(before.header, column.before),
      after: column.after === null ? null : cellIn(after.header, column.after),
    })),
    rows: leaveOut(rows, ({ kind }) => kind === "kept").map((row) =>
      "leftOut" in row ? { kind: "gap", count: row.leftOut.length } : row,
    ),
    added: countOf("added"),
    removed: countOf("removed"),
    changed: countOf("changed"),
    faultCount: before.faultCount + after.faultCount,
  };
}

/** Columns by their names; as many new names as old ones at a place are new names of the same columns. */
async function alignColumns(before: string[], after: string[], owner: string): Promise<Aligned[]> {
  const runs = (await diffItems(before, after, owner)) ?? [];
  const isRenamed = new Set(
    runs.filter((run) => run.oldEnd - run.oldStart === run.newEnd - run.newStart).map((run) => run.oldStart),
  );
  const starts = runs.flatMap((run) =>
    isRenamed.has(run.oldStart)
      ? Array.from({ length: run.oldEnd - run.oldStart }, (_, at) => run.oldStart + at)
      : [],
  );
  const paired = new Set(starts);
  return alignItems({ before, after, runs, isPair: (old) => paired.has(old) });
}

const cellIn = (row: readonly string[] | undefined, column: number | null) =>
  column === null ? "" : (row?.[column] ?? "");

const cellOf = (
  column: Aligned,
  at: Aligned,
  before: readonly string[][],
  after: readonly string[][],
): CellChange => ({
  before: at.before === null || column.before === null ? null : cellIn(before[at.before], column.before),
  after: at.after === null || column.after === null ? null : cellIn(after[at.after], column.after),
});

function rowOf({ before, after }: Aligned, cells: CellChange[]) {
  // A column that came or went is said in the header; where it is empty, its rows have not changed.
  const isKept = cells.every((cell) => (cell.before ?? "") === (cell.after ?? ""));
  const kind =
    before === null
      ? ("added" as const)
      : after === null
        ? ("removed" as const)
        : isKept
          ? ("kept" as const)
          : ("changed" as const);
  return { kind, before: numberOf(before), after: numberOf(after), cells };
}

const numberOf = (at: number | null) => (at === null ? null : at + 1);
