import { StaticName } from "@/components/names/static-name";
import type { FileChange } from "@/lib/changes/file-change";
import type { ShownFile } from "@/lib/changes/show-changes";
import { changeAnchor } from "./change-anchor";
import { LineCountsText } from "./line-counts";

interface FileListProps {
  files: readonly ShownFile[];
  /** The directory of the file that stands before these: it is not named again. At the beginning the root, which goes without saying there. */
  above: string;
}

export const directoryOf = ({ change: { path } }: ShownFile) => path.slice(0, path.lastIndexOf("/") + 1);

/** The files of a comparison under their directories, each with the kind of its change and its counts. */
export function FileList({ files, above }: FileListProps) {
  const groups: { directory: string; files: ShownFile[] }[] = [];
  for (const file of files) {
    const directory = directoryOf(file);
    const last = groups.at(-1);
    if (last?.directory === directory) last.files.push(file);
    else groups.push({ directory, files: [file] });
  }
  return groups.map(({ directory, files: inside }, at) => (
    <div key={`${directory} ${inside[0]?.change.path}`} className="list-group">
      {at === 0 && directory === above ? null : (
        <p>
          <StaticName>{directory || "/"}</StaticName>
        </p>
      )}
      <ul>
        {inside.map(({ change, counts }) => (
          <li key={change.path} data-path={change.path}>
            <a href={`#${encodeURI(changeAnchor(change.path))}`} title={change.path}>
              <b data-status={change.status} title={statusWords[change.status]}>
                <span aria-hidden>{letters[change.status]}</span>
                <span className="sr-only">{statusWords[change.status]} </span>
              </b>
              <StaticName>{change.path.slice(directory.length)}</StaticName>
              {counts === null || counts.added + counts.removed === 0 ? null : <LineCountsText {...counts} />}
            </a>
          </li>
        ))}
      </ul>
    </div>
  ));
}

const letters: Record<FileChange["status"], string> = {
  added: "A",
  deleted: "D",
  modified: "M",
  renamed: "R",
  copied: "C",
};

const statusWords: Record<FileChange["status"], string> = {
  added: "Added",
  deleted: "Deleted",
  modified: "Modified",
  renamed: "Renamed",
  copied: "Copied",
};
