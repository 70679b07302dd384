/** Blocks of a Markdown text, as it is written. */
export type BlockChange =
  | { kind: "kept" | "added" | "removed"; source: string }
  /** One block that was changed. */
  | { kind: "changed"; before: string; after: string }
  /** Blocks that have not changed and stand away from what has. */
  | { kind: "left-out"; source: string; count: number };
