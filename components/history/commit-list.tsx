import { Static } from "@/components/static/static";
import type { Commit } from "@/contract/content";
import { timeStep } from "@/lib/format/time-step";
import { CommitDays } from "./commit-days";
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
  now: number;
}

/** Commits in the order the log gives them, under the day they were committed on (UTC). */
export function CommitList(props: CommitListProps) {
  const { namespace, repo, head, page, commits, isWhole, wholeHref, now } = props;
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
        of={["commits", namespace, repo.name, repo.id, head, page, commits.length, isWhole, step]}
        draw={() => (
          <CommitDays namespace={namespace} repo={repo.name} commits={commits} isWhole={isWhole} now={now} />
        )}
      />
      {isWhole ? null : <MessageTurns namespace={namespace} repo={repo.name} />}
    </>
  );
}
