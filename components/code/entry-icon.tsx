import type { TreeEntryType } from "@/contract/content";

const kindWords: Record<TreeEntryType, string> = {
  tree: "Directory",
  blob: "File",
  exec: "Executable file",
  symlink: "Symbolic link",
  gitlink: "Submodule",
};

/** Drawn by the style sheet (`app/entry-icons.css`): twenty thousand drawings would be felt in every row's place. */
export function EntryIcon({ type }: { type: TreeEntryType }) {
  return <span role="img" aria-label={kindWords[type]} className="entry-icon" data-type={type} />;
}
