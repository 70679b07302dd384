import type { TreeEntryType } from "@/contract/content";

/** What a row of a directory says beside the name. */
export interface EntryDetail {
  /** Where a symlink points. */
  target?: string;
  /** Hash of a submodule's commit, and where the submodule can be seen. */
  commit?: string;
  url?: string;
  /** Size, in words, of what a Git LFS pointer stands for. */
  lfs?: string;
}

/** A tuple, for a directory may hold twenty thousand: name, type, place in the tree's own order, what else is known. */
export type TreeRow = readonly [name: string, type: TreeEntryType, index: number, detail?: EntryDetail];
