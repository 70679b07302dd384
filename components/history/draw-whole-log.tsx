import { readCommitMarks } from "@/lib/commits/commit-marks";
import { readLogPage } from "@/lib/history/log-page";
import type { OpenPath } from "@/lib/reading/open-path";
import { CommitList } from "./commit-list";
import { CommitPager } from "./commit-pager";
import type { LogPlace } from "./log-place";
import { LogTurns } from "./log-turns";

interface WholeLogProps {
  namespace: string;
  place: OpenPath;
  at: LogPlace;
  page: number;
  isWhole: boolean;
}

/** A page of all that led to a commit. */
export async function drawWholeLog({ namespace, place, at, page, isWhole }: WholeLogProps) {
  const { repo, content } = place;
  const { commits, graph, hasNext } = await readLogPage(content, at.tip, page);
  const marks = await readCommitMarks(
    place,
    commits.map(({ hash }) => hash),
  );
  const isBeyondTheEnd = commits.length === 0;
  const newer = {
    href: at.hrefOf({ page: isBeyondTheEnd ? 1 : page - 1 }),
    label: isBeyondTheEnd ? "Newest" : "Newer",
  };
  return (
    <>
      <CommitList
        namespace={namespace}
        repo={repo}
        head={at.tip}
        page={page}
        commits={commits}
        isWhole={isWhole}
        now={Date.now()}
        wholeHref={at.hrefOf({ page, messages: "open" })}
        canSelect
        marks={marks}
        graph={graph}
      />
      <LogTurns key={`${at.tip} ${page}`} namespace={namespace} repo={repo.name} />
      <CommitPager
        words={isBeyondTheEnd ? `The history ends before page ${page}.` : `Page ${page}`}
        newer={page > 1 ? newer : null}
        older={hasNext ? { href: at.hrefOf({ page: page + 1 }), label: "Older" } : null}
      />
    </>
  );
}
