/** A cell on both sides; null where its column or row is not there. */
export interface CellChange {
  before: string | null;
  after: string | null;
}

export type TableRow =
  | {
      kind: "kept" | "added" | "removed" | "changed";
      /** Its place on both sides, counted from 1 without the header; null where it is not there. */
      before: number | null;
      after: number | null;
      cells: CellChange[];
    }
  /** Rows that have not changed and are left out. */
  | { kind: "gap"; count: number };

/** What changed between two tables. */
export interface TableChange {
  /** The names of the columns, in order; of one that came or went, one name alone. */
  header: CellChange[];
  rows: TableRow[];
  added: number;
  removed: number;
  changed: number;
  /** Rows whose number of cells is not that of the header: what is beyond it is in the source alone. */
  faultCount: number;
}
