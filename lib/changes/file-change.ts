import type { FileSide, PathChange } from "./compare-trees";

/** A file that differs between two trees. */
export interface FileChange {
  /** Where it is after the change; of a file that is gone, where it was. */
  path: string;
  /** Where it came from, of one that was renamed or copied; else null. */
  oldPath: string | null;
  status: "added" | "deleted" | "modified" | "renamed" | "copied";
  before: FileSide | null;
  after: FileSide | null;
  /**
   * Of a merge, what its further parents have at the path: then only what differs from all of them is shown. Empty for any other change.
   */
  others: readonly (FileSide | null)[];
  /** How much of a renamed or copied file is the same, of 100; else null. */
  percent: number | null;
}

export function fileChangeOf({ path, before, after }: PathChange): FileChange {
  const status = before === null ? "added" : after === null ? "deleted" : "modified";
  return { path, oldPath: null, status, before, after, others: [], percent: null };
}
