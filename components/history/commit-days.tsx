import { StaticName } from "@/components/names/static-name";
import { CopyButton } from "@/components/ui/copy-button";
import { Icon } from "@/components/ui/icon";
import { Timestamp } from "@/components/ui/timestamp";
import type { Commit } from "@/contract/content";
import type { CommitMark } from "@/lib/commits/commit-marks";
import { formatDay } from "@/lib/format/day";
import { shortHash } from "@/lib/format/short-hash";
import { describeTime } from "@/lib/format/time-ago";
import type { GraphRow } from "@/lib/history/graph-lanes";
import { commitUrl, treeUrl } from "@/lib/routes";
import { splitMessage } from "@/lib/text/split-message";
import { withEmoji } from "@/lib/text/with-emoji.mjs";
import { GraphLines, GraphPassage } from "./graph-lines";
import { RowMarks } from "./row-marks";

interface CommitDaysProps {
  namespace: string;
  repo: string;
  commits: Commit[];
  isWhole: boolean;
  /** Whether two can be chosen, to compare them. */
  canSelect: boolean;
  /** What stands beside some of the commits. */
  marks: readonly CommitMark[];
  /** By commit; empty where no lines are drawn. */
  graph: readonly GraphRow[];
  now: number;
}

interface Row {
  commit: Commit;
  lines: GraphRow | undefined;
}

/** The rows of a log, drawn as HTML; their look is in `app/commits.css`. */
export function CommitDays({ commits, marks, graph, ...rest }: CommitDaysProps) {
  const days: { day: string; rows: Row[] }[] = [];
  commits.forEach((commit, at) => {
    const day = formatDay(commit.committedAt);
    const row = { commit, lines: graph[at] };
    const last = days.at(-1);
    if (last?.day === day) last.rows.push(row);
    else days.push({ day, rows: [row] });
  });
  const markOf = new Map(marks.map((mark) => [mark.hash, mark]));
  return (
    <>
      {days.map(({ day, rows: [first, ...others] }) =>
        first === undefined ? null : (
          <section key={`${day} ${first.commit.hash}`}>
            <h2>
              {first.lines === undefined ? null : <GraphPassage to={first.lines} />}
              {day}
            </h2>
            <ol>
              {[first, ...others].map((row) => (
                <CommitRow key={row.commit.hash} {...row} mark={markOf.get(row.commit.hash)} {...rest} />
              ))}
            </ol>
          </section>
        ),
      )}
    </>
  );
}

interface CommitRowProps extends Omit<CommitDaysProps, "commits" | "marks" | "graph">, Row {
  mark: CommitMark | undefined;
}

function CommitRow({ namespace, repo, commit, lines, mark, isWhole, canSelect, now }: CommitRowProps) {
  const { hash, author, committer, parents } = commit;
  const { subject, body, hasSubject } = splitMessage(commit.message);
  const isByAnother = committer.name !== author.name || committer.email !== author.email;
  return (
    <li>
      <div>
        <a
          href={commitUrl(namespace, repo, hash)}
          data-row-link=""
          className={hasSubject ? undefined : "none"}
        >
          <StaticName>{withEmoji(subject)}</StaticName>
        </a>
        <p>
          <StaticName title={author.email}>{author.name || "Unknown author"}</StaticName>
          {isByAnother ? (
            <>
              , committed by <StaticName title={committer.email}>{committer.name || "unknown"}</StaticName>
            </>
          ) : null}{" "}
          <Timestamp {...describeTime(commit.committedAt, now)} />
          {parents.length > 1 ? `, merges ${parents.length} parents` : null}
        </p>
        {mark === undefined ? null : <RowMarks namespace={namespace} repo={repo} mark={mark} />}
        {body ? (
          <details data-message={isWhole ? undefined : ""} open={isWhole}>
            <summary>Whole message</summary>
            {isWhole ? <pre>{withEmoji(body)}</pre> : null}
          </details>
        ) : null}
      </div>
      <div>
        <code title={hash}>{shortHash(hash)}</code>
        <CopyButton text={hash} what="the commit hash" />
        <a href={treeUrl(namespace, repo, hash)} title={`Browse the files at ${shortHash(hash)}`}>
          <Icon name="folder-tree" />
        </a>
        {canSelect ? <input type="checkbox" title="Select to compare" /> : null}
      </div>
      {lines === undefined ? null : <GraphLines row={lines} />}
    </li>
  );
}
