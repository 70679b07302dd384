import { readCommitMarks } from "@/lib/commits/commit-marks";
import type { LogFilter } from "@/lib/history/log-filter";
import { commitsPerPage } from "@/lib/history/log-page";
import { type LogFound, type LogPosition, searchLog } from "@/lib/history/search-log";
import type { OpenPath } from "@/lib/reading/open-path";
import { CommitList } from "./commit-list";
import { CommitPager } from "./commit-pager";
import type { LogPlace } from "./log-place";
import { LogProgress } from "./log-progress";
import { LogTurns } from "./log-turns";

interface FoundLogProps {
  namespace: string;
  place: OpenPath;
  at: LogPlace;
  filter: LogFilter;
  position: LogPosition;
  isWhole: boolean;
}

/** What a filter finds in a log, from a position on: what is found in a moment, and the way to the rest. */
export async function drawFoundLog({ namespace, place, at, filter, position, isWhole }: FoundLogProps) {
  const { repo, content } = place;
  const found = await searchLog(
    { content, remote: repo.remote },
    { tip: at.tip, filter, count: commitsPerPage, ...position },
  );
  const commits = found?.commits ?? [];
  const marks = await readCommitMarks(
    place,
    commits.map(({ hash }) => hash),
  );
  const from = JSON.stringify([at.tip, filter, position.from, position.depth ?? 0]);
  const isFirst = position.from === 0;
  return (
    <>
      <LogProgress found={found} isFirst={isFirst} />
      {commits.length === 0 ? null : (
        <CommitList
          namespace={namespace}
          repo={repo}
          head={from}
          page={1}
          commits={commits}
          isWhole={isWhole}
          now={Date.now()}
          wholeHref={at.hrefOf({ ...position, messages: "open" })}
          canSelect
          marks={marks}
        />
      )}
      <LogTurns key={from} namespace={namespace} repo={repo.name} />
      <CommitPager
        words=""
        newer={isFirst ? null : { href: at.hrefOf({}), label: "Newest" }}
        older={furtherLink(found, position, at)}
      />
    </>
  );
}

function furtherLink(found: LogFound | null, position: LogPosition, at: LogPlace) {
  const next = found === null ? position : found.next;
  if (next === null) return null;
  return { href: at.hrefOf({ ...next }), label: found === null || found.isCut ? "Continue" : "Older" };
}
