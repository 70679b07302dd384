import type { CSSProperties } from "react";
import { Static } from "@/components/static/static";
import type { Commit } from "@/contract/content";
import type { CommitMark } from "@/lib/commits/commit-marks";
import { timeStep } from "@/lib/format/time-step";
import type { GraphRow } from "@/lib/history/graph-lanes";
import { CommitDays } from "./commit-days";
import { lanesOf } from "./graph-lines";
import { MessageTurns } from "./message-turns";

interface CommitListProps {
  namespace: string;
  /** Of that repo, as another may have its name and the same head, but less history. */
  repo: { id: string; name: string };
  /** The commit whose log it is, and the page of that. */
  head: string;
  page: number;
  commits: Commit[];
  /** Whether messages are there whole. Otherwise each is fetched when it is opened. */
  isWhole: boolean;
  /** Where they are. */
  wholeHref: string;
  /** Whether two can be chosen, to compare them. */
  canSelect?: boolean;
  /** What stands beside some of the commits. */
  marks?: readonly CommitMark[];
  /** What is drawn beside the commits, by commit: the same for the same head and page. */
  graph?: readonly GraphRow[];
  now: number;
}

/** Commits in the order the log gives them, under the day they were committed on (UTC). */
export function CommitList(props: CommitListProps) {
  const { namespace, repo, head, page, commits, isWhole, wholeHref, now } = props;
  const { canSelect = false, marks = [] } = props;
  const lanes = lanesOf(props.graph ?? []);
  // One line says nothing that the order does not say.
  const graph = lanes > 1 ? (props.graph ?? []) : [];
  const step = timeStep(
    commits.map(({ committedAt }) => committedAt),
    now,
  );
  return (
    <>
      {isWhole ? null : (
        <noscript>
          <p className="text-12 text-text-muted">
            Without JavaScript messages do not open one by one.{" "}
            <a className="underline" href={wholeHref}>
              Show the whole messages
            </a>
          </p>
        </noscript>
      )}
      <Static
        className="commits"
        data-nav=""
        {...(graph.length > 0 ? { "data-lanes": "", style: widthStyle(lanes) } : {})}
        of={[
          ...["commits", namespace, repo.name, repo.id, head, page, commits.length, isWhole, step],
          ...[canSelect, graph.length, JSON.stringify(marks)],
        ]}
        draw={() => (
          <CommitDays {...{ namespace, commits, isWhole, canSelect, marks, graph, now }} repo={repo.name} />
        )}
      />
      {isWhole ? null : <MessageTurns namespace={namespace} repo={repo.name} />}
    </>
  );
}

const widthStyle = (lanes: number) => ({ "--lanes": lanes }) as CSSProperties;
