import type { ChangeOptions } from "@/lib/changes/change-options";
import type { Changes } from "@/lib/changes/read-changes";
import type { ShownFile } from "@/lib/changes/show-changes";
import type { ChangePlace } from "./change-place";

export interface ChangesViewProps extends ChangePlace {
  repoId: string;
  changes: Changes;
  /** Those of them that this page is about. */
  files: readonly ShownFile[];
  /** How many stand before these. */
  from: number;
  options: ChangeOptions;
  isWrapped: boolean;
  /** This page with other options, or with the files from one on. */
  hrefOf: (options: ChangeOptions, part?: { from: number }) => string;
  /** The same as plain text, for `git apply` and `git am`. */
  diffHref: string;
  patchHref: string;
}
