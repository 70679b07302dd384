import Papa from "papaparse";

export interface ParsedTable {
  header: string[];
  rows: string[][];
  /** More rows or columns than are shown; their number is not counted. */
  hasMoreRows: boolean;
  columnCount: number;
  /** Cells that were cut. */
  cutCount: number;
  /** Rows with another number of cells than the header, and other faults. */
  faultCount: number;
}

export const tableMaxRows = 2_000;
export const tableMaxColumns = 100;

interface TableLimits {
  rows: number;
  cells: number;
  charsPerCell: number;
}

const pageLimits: TableLimits = { rows: tableMaxRows, cells: 60_000, charsPerCell: 500 };

/** A CSV or TSV file as far as a page can show it; the first row is the header. Null when there is none. */
export function parseTable(text: string, path: string, limits = pageLimits): ParsedTable | null {
  const delimiter = /\.tsv$/i.test(path) ? "\t" : "";
  const parsed = Papa.parse<string[]>(text, { delimiter, preview: limits.rows + 2, skipEmptyLines: true });
  const [header, ...rows] = parsed.data;
  if (header === undefined) return null;
  const columnCount = Math.min(header.length, tableMaxColumns);
  const maxRows = Math.min(limits.rows, Math.floor(limits.cells / Math.max(1, columnCount)));
  let cutCount = 0;
  const cell = (value = "") => {
    if (value.length <= limits.charsPerCell) return value;
    cutCount++;
    return `${value.slice(0, limits.charsPerCell)}…`;
  };
  const shown = rows.slice(0, maxRows);
  const columns = Array.from({ length: columnCount }, (_, index) => index);
  return {
    header: columns.map((index) => cell(header[index])),
    rows: shown.map((row) => columns.map((index) => cell(row[index]))),
    hasMoreRows: rows.length > maxRows,
    columnCount: header.length,
    cutCount,
    faultCount: shown.filter((row) => row.length !== header.length).length,
  };
}
