import type { ReactNode } from "react";
import type { Commit } from "@/contract/content";
import type { Comparison } from "@/lib/changes/open-comparison";
import { formatCount } from "@/lib/format/count";

interface ComparedCommitsProps {
  comparison: Comparison;
  /** The commits of a side as the log shows them. */
  draw: (side: "head" | "base", commits: Commit[]) => ReactNode;
}

/** The commits that one side has and the other has not. */
export function ComparedCommits({ comparison: { ahead, behind, divergence }, draw }: ComparedCommitsProps) {
  const list = (
    title: string,
    side: "head" | "base",
    commits: Commit[],
    count: number | null,
    isOpen: boolean,
  ) =>
    commits.length === 0 ? null : (
      <details className="compared-commits" open={isOpen}>
        <summary>
          {title}:{" "}
          {count === null || count > commits.length ? `the newest ${formatCount(commits.length)} of ` : null}
          {count === null ? "more" : formatCount(count)}
        </summary>
        {draw(side, commits)}
      </details>
    );
  return (
    <>
      {list("Commits ahead", "head", ahead, divergence.ahead, ahead.length <= 20)}
      {list("Commits behind", "base", behind, divergence.behind, false)}
    </>
  );
}
