import { Static } from "@/components/static/static";
import { Icon } from "@/components/ui/icon";
import { NavArea } from "@/components/ui/nav-area";
import { formatCount } from "@/lib/format/count";
import { timeStep } from "@/lib/format/time-step";
import { treeUrl } from "@/lib/routes";
import type { LastChanged } from "@/lib/wire/answers";
import type { TreeRow } from "@/lib/wire/tree-row";
import { EntryRows } from "./entry-rows";
import { LazyEntryTurns } from "./lazy-entry-turns";
import { nameWidthOf } from "./name-width";

interface TreeTableProps {
  namespace: string;
  /** Of that repo, as another may have its name and the same commit, but less history. */
  repo: { id: string; name: string };
  refName: string;
  treeHash: string;
  /** Null where the files belong to no commit: nothing is known of what changed them. */
  commitHash: string | null;
  /** Path of the directory shown, without slashes at its ends; empty for the root. */
  path: string;
  rows: readonly TreeRow[];
  /** As far as the server had come when it drew the page. */
  history: LastChanged | null;
  /** Commits that are looked at before the reader is asked, and at most. */
  lookLimits: { commitsAtFirst: number; commitsMax: number };
  /** Whether the document has every row, however many: for readers without JavaScript. */
  isWhole: boolean;
  now: number;
}

/** More rows than these are drawn without their changes, which come when a row is near the window. */
const changedRowsMax = 500;
/** As many as the document has; the browser asks for the rest. */
const rowsAtFirst = 5_000;

/** A directory's entries, each with the commit that last changed it. */
export function TreeTable({ rows, lookLimits, isWhole, now, ...place }: TreeTableProps) {
  const { namespace, repo, refName, treeHash, commitHash, path } = place;
  const isLong = rows.length > changedRowsMax;
  const history = commitHash === null ? null : (place.history ?? unknownHistory);
  const isLooking = history?.state === "looking" && rows.length > 0;
  const isOpenEnded = isLong || (history !== null && history.state !== "done");
  const drawn = isWhole ? rows : rows.slice(0, rowsAtFirst);
  const changes = isLong ? null : history;
  const turns = { namespace, repo: repo.name, refName, treeHash, commit: commitHash, path, lookLimits };

  return (
    <NavArea>
      {path ? (
        <a href={treeUrl(namespace, repo.name, refName, parentOf(path))} data-row-link className="entries-up">
          <Icon name="corner-left-up" />
          Parent directory
        </a>
      ) : null}
      <Static
        id="entries"
        role="list"
        aria-label={path ? `Files in ${path}` : "Files"}
        aria-busy={isLooking}
        className={isLong ? "entries entries-many" : "entries"}
        style={nameWidthOf(rows)}
        of={keyOf({ ...turns, repoId: repo.id, rows: drawn, changes, isOpenEnded, now })}
        draw={() => (
          <EntryRows
            {...{ namespace, refName, path, isOpenEnded, now }}
            repo={repo.name}
            rows={drawn}
            history={changes}
          />
        )}
      />
      {isOpenEnded ? (
        <LazyEntryTurns
          key={`${commitHash} ${path}`}
          {...turns}
          rows={rows.length}
          isLong={isLong}
          history={isLong ? place.history : withoutDrawn(place.history)}
          now={now}
        />
      ) : null}
      {isLooking ? (
        <noscript>
          <p className="table-bar">Reload the page to see more of what changed last: it comes by script.</p>
        </noscript>
      ) : null}
      {drawn.length < rows.length ? (
        <noscript>
          <p className="table-bar">
            The first {formatCount(rowsAtFirst)} of {formatCount(rows.length)} entries.{" "}
            <a className="underline" href={`${treeUrl(namespace, repo.name, refName, path)}?rows=all`}>
              Show all
            </a>
          </p>
        </noscript>
      ) : null}
    </NavArea>
  );
}

const parentOf = (path: string) => (path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "");

/** Where it could not be read, the browser asks again. */
const unknownHistory: LastChanged = { commits: [], latest: [], lookedAt: 0, state: "looking" };

/** What the rows have is not sent a second time: how far the look has come, and how many it has not found. */
const withoutDrawn = (history: LastChanged | null) =>
  history && { ...history, commits: [], latest: history.latest.filter((at) => at < 0) };

interface Drawn {
  namespace: string;
  repo: string;
  repoId: string;
  refName: string;
  treeHash: string;
  commit: string | null;
  path: string;
  rows: readonly TreeRow[];
  changes: LastChanged | null;
  isOpenEnded: boolean;
  now: number;
}

/** All that the rows depend on. What is known beside a name may be less than there is, when a call has failed. */
function keyOf({
  namespace,
  repo,
  repoId,
  refName,
  treeHash,
  commit,
  path,
  rows,
  changes,
  isOpenEnded,
  now,
}: Drawn) {
  if (changes?.state === "looking") return null;
  const details = rows.flatMap(([name, , , detail]) => (detail ? [[name, detail]] : []));
  const times = changes?.commits.map(({ committedAt }) => committedAt) ?? [];
  const known = changes && `${changes.state} ${changes.lookedAt} ${timeStep(times, now)}`;
  const place = [namespace, repo, repoId, refName, treeHash, commit, path];
  return ["entries", ...place, rows.length, isOpenEnded, known, JSON.stringify(details)];
}
