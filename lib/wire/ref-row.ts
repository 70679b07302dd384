/** A row of the pages of branches and tags. */
export interface RefRow {
  label: string;
  /** What a URL calls it; of other refs the commit's hash. */
  name: string;
  commitHash: string;
  /** Of an annotated tag: its own hash. */
  tagHash: string | null;
}
