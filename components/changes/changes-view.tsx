import { MadeStatic } from "@/components/static/made-static";
import { Static } from "@/components/static/static";
import { NavLink } from "@/components/ui/nav-link";
import { type ChangeOptions, queryOf } from "@/lib/changes/change-options";
import type { Changes } from "@/lib/changes/read-changes";
import type { ShownFile } from "@/lib/changes/show-changes";
import { countOf, formatCount } from "@/lib/format/count";
import { apiChangesUrl } from "@/lib/routes";
import { ChangeTurns } from "./change-turns";
import { ChangesBar } from "./changes-bar";
import { drawFiles } from "./draw-files";
import { FileList } from "./file-list";
import type { ChangePlace } from "./file-section";

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

/** What has changed between two trees, file by file: the one view of a commit and of a comparison. */
export async function ChangesView(props: ChangesViewProps) {
  const { namespace, repo, repoId, base, head, changes, files, from, options, isWrapped } = props;
  if (changes.files.length === 0) return <p className="change-empty">No file differs.</p>;
  const key = [base, head, from, files.length, options.space, options.blank, countedIn(files)];
  return (
    <div
      className="changes"
      data-file-view=""
      data-wrap={isWrapped ? "" : undefined}
      data-changes-api={apiChangesUrl(namespace, repo, { base, head, ...queryOf(options) })}
    >
      <ChangesBar {...props} />
      {changes.hasAllRenames ? null : (
        <p className="change-note">
          So many files came and went that not all of them were compared: some that were renamed are shown as
          deleted and added.
        </p>
      )}
      <div className="changes-columns">
        <details className="changes-list" open>
          <summary>
            Files <span data-viewed-count="" />
          </summary>
          <input
            type="search"
            data-filter=""
            placeholder="Filter files"
            aria-label="Filter files"
            className="input"
          />
          <Static of={["change-list", repoId, ...key]} draw={() => <FileList files={files} />} />
        </details>
        <div className="changes-files">
          <MadeStatic made={await drawFiles({ namespace, repo, repoId, base, head, options }, files)} />
          <FilesLeft {...props} />
        </div>
      </div>
      <ChangeTurns drawnFrom={JSON.stringify([...key, options.view])} />
    </div>
  );
}

const countedIn = (files: readonly ShownFile[]) => files.filter(({ counts }) => counts !== null).length;

/** What this page does not list, and where it is. */
function FilesLeft({ changes, files, from, options, hrefOf, diffHref }: ChangesViewProps) {
  const rest = changes.files.length - from - files.length;
  return (
    <>
      {rest > 0 || from > 0 ? (
        <p className="change-note">
          {countOf(files.length, "file")} of {formatCount(changes.files.length)}.{" "}
          {from > 0 || files.length === 1 ? (
            <NavLink href={hrefOf(options)}>Show all from the first</NavLink>
          ) : null}{" "}
          {rest > 0 ? (
            <NavLink href={hrefOf(options, { from: from + files.length })}>
              Show the next {formatCount(rest)}
            </NavLink>
          ) : null}
        </p>
      ) : null}
      {changes.isCut ? (
        <p className="change-note">
          More files differ than are listed here. <a href={diffHref}>The .diff</a> has all of them.
        </p>
      ) : null}
    </>
  );
}
