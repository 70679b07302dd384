/** A file of one side. A path that is no text is given as its bytes. */
export interface PatchSide {
  path: Uint8Array | string;
  mode: string;
  hash: string;
}

/** What became of a file: `before` is null where there was none, `after` where there is none any more. */
export interface PatchedFile {
  before: PatchSide | null;
  after: PatchSide | null;
  /** Where the two have different paths. */
  origin?: { kind: "rename" | "copy"; similarity: number };
}
