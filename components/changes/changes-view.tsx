import { MadeStatic } from "@/components/static/made-static";
import { NavLink } from "@/components/ui/nav-link";
import { queryOf } from "@/lib/changes/change-options";
import type { ShownFile } from "@/lib/changes/show-changes";
import { countOf, formatCount } from "@/lib/format/count";
import { apiChangesUrl } from "@/lib/routes";
import { ChangeTurns } from "./change-turns";
import { ChangesBar } from "./changes-bar";
import type { ChangesViewProps } from "./changes-view-props";
import { drawFiles } from "./draw-files";
import { drawList } from "./draw-list";

/** What has changed between two trees, file by file: the one view of a commit and of a comparison. */
export async function ChangesView(props: ChangesViewProps) {
  const { namespace, repo, repoId, baseAt, base, head, changes, files, from, options, isWrapped, keep } =
    props;
  if (changes.files.length === 0) return <p className="change-empty">No file differs.</p>;
  const key = [
    `${baseAt.namespace}/${baseAt.repo}`,
    base,
    head,
    from,
    files.length,
    options.space,
    options.blank,
    countedIn(files),
  ];
  return (
    <div
      className="changes"
      data-file-view=""
      data-wrap={isWrapped ? "" : undefined}
      data-changes-api={apiChangesUrl(namespace, repo, {
        base,
        baseRepo:
          baseAt.repo === repo && baseAt.namespace === namespace
            ? null
            : `${baseAt.namespace}/${baseAt.repo}`,
        head,
        ...queryOf(options),
      })}
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
          <MadeStatic made={await drawList(files)} />
        </details>
        <div className="changes-files">
          <MadeStatic
            made={await drawFiles({ namespace, repo, repoId, baseAt, base, head, options, keep }, files)}
          />
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
