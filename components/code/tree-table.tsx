import { CornerLeftUp, File, FileSymlink, FileTerminal, Folder, FolderGit } from "lucide-react";
import { NavLink } from "@/components/ui/nav-link";
import type { TreeEntry, TreeEntryType } from "@/contract/content";
import { shortHash } from "@/lib/format/short-hash";
import { blobUrl, treeUrl } from "@/lib/routes";

interface TreeTableProps {
  namespace: string;
  repo: string;
  refName: string;
  /** Path of the directory shown, without slashes at its ends; empty for the root. */
  path: string;
  entries: TreeEntry[];
}

const icons: Record<TreeEntryType, typeof File> = {
  tree: Folder,
  blob: File,
  exec: FileTerminal,
  symlink: FileSymlink,
  gitlink: FolderGit,
};

const kindWords: Record<TreeEntryType, string> = {
  tree: "Directory",
  blob: "File",
  exec: "Executable file",
  symlink: "Symbolic link",
  gitlink: "Submodule",
};

const naturally = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Directories first, then by name as a person would order them: `file2` before `file10`. */
function inReadingOrder(entries: TreeEntry[]): TreeEntry[] {
  const rank = (entry: TreeEntry) => (entry.type === "tree" || entry.type === "gitlink" ? 0 : 1);
  return entries.toSorted((a, b) => rank(a) - rank(b) || naturally.compare(a.name, b.name));
}

const rowClass =
  "flex min-h-9 items-center gap-3 border-b px-4 py-1 text-13 transition-colors duration-100 last:border-b-0 pointer-coarse:min-h-11";

export function TreeTable({ namespace, repo, refName, path, entries }: TreeTableProps) {
  const parent = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
  const at = (name: string) => (path ? `${path}/${name}` : name);

  return (
    <ul aria-label={path ? `Files in ${path}` : "Files"}>
      {path ? (
        <li>
          <NavLink
            href={treeUrl(namespace, repo, refName, parent)}
            className={`${rowClass} text-text-muted hover:bg-bg-hover focus-visible:-outline-offset-2`}
          >
            <CornerLeftUp size={16} aria-hidden />
            Parent directory
          </NavLink>
        </li>
      ) : null}
      {inReadingOrder(entries).map((entry) => {
        const Icon = icons[entry.type];
        const icon = (
          <Icon
            size={16}
            aria-label={kindWords[entry.type]}
            className={entry.type === "tree" ? "shrink-0 text-accent-text" : "shrink-0 text-text-muted"}
          />
        );
        if (entry.type === "gitlink") {
          return (
            <li key={entry.name} className={rowClass}>
              {icon}
              <span className="min-w-0 [overflow-wrap:anywhere]">{entry.name}</span>
              <span className="font-mono text-12 text-text-muted" title={`Submodule at ${entry.hash}`}>
                @ {shortHash(entry.hash)}
              </span>
            </li>
          );
        }
        const url = entry.type === "tree" ? treeUrl : blobUrl;
        return (
          <li key={entry.name} className="group border-b last:border-b-0">
            <NavLink
              href={url(namespace, repo, refName, at(entry.name))}
              className={`${rowClass} border-b-0 hover:bg-bg-hover focus-visible:-outline-offset-2`}
            >
              {icon}
              <span className="min-w-0 [overflow-wrap:anywhere]">{entry.name}</span>
              {entry.type === "symlink" || entry.type === "exec" ? (
                <span className="ml-auto text-12 text-text-muted">
                  {entry.type === "exec" ? "executable" : "symlink"}
                </span>
              ) : null}
            </NavLink>
          </li>
        );
      })}
    </ul>
  );
}
