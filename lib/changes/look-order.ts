import type { TextDiff } from "./diff-file";
import type { FileChange } from "./file-change";
import type { ShownLook } from "./shown-look";

export interface LookOrder {
  change: FileChange;
  diff: TextDiff;
  /** The repo that the texts are from: the repos take turns. */
  owner: string;
  /** When colours are no longer waited for, by `performance.now()`. */
  coloursUntil: number;
}

/** What a look shows, or in a sentence why not; `mayPass`: the next time it may. */
export type Made = ShownLook | { refused: string; mayPass?: true };
