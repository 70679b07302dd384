import type { IconName } from "@/components/ui/icon-names";
import type { TreeEntryType } from "@/contract/content";

const kindWords: Record<TreeEntryType, string> = {
  tree: "Directory",
  blob: "File",
  exec: "Executable file",
  symlink: "Symbolic link",
  gitlink: "Submodule",
};

const icons: Record<TreeEntryType, IconName> = {
  tree: "folder",
  blob: "file",
  exec: "file-terminal",
  symlink: "file-symlink",
  gitlink: "folder-git",
};

export function EntryIcon({ type }: { type: TreeEntryType }) {
  return <i role="img" aria-label={kindWords[type]} className="entry-icon" data-icon={icons[type]} />;
}
