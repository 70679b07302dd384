"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/format/count";
import type { LatestChange as Change } from "@/lib/reading/read-latest-change";
import { blobUrl, commitUrl, treeUrl } from "@/lib/routes";
import { describeFailure } from "@/lib/wire/describe-failure";
import { LatestCommit, type LatestCommitProps } from "./latest-commit";
import { useLastChanged } from "./use-last-changed";

export interface LatestChangeProps
  extends Pick<LatestCommitProps, "permalinkHref" | "commitsHref" | "now" | "children"> {
  namespace: string;
  repo: string;
  commitHash: string;
  path: string;
  page: "tree" | "blob";
  change: Change;
}

const lookStep = 2_000;

/** The commit that last changed a path, looked for until it is found or the reader is asked. `key` it by commit and path. */
export function LatestChange(props: LatestChangeProps) {
  const { namespace, repo, commitHash, path, page, change, permalinkHref, commitsHref, now, children } =
    props;
  const { directory, entry, lookLimits, history: initial } = change;
  const [commits, setCommits] = useState(lookLimits.commitsAtFirst);
  const { history, error, isLooking, retry } = useLastChanged({
    namespace,
    repo,
    commit: commitHash,
    path: directory,
    entry,
    commits,
    initial,
    isEnabled: true,
  });
  const found = history?.commits[history.latest[0] ?? -1] ?? null;
  const urlOf = page === "tree" ? treeUrl : blobUrl;
  let pending = <Pending />;
  if (error !== null) {
    pending = (
      <>
        <span role="alert">
          The latest change could not be read. {describeFailure(error, "the history").advice}
        </span>
        <Button size="sm" onClick={retry}>
          Try again
        </Button>
      </>
    );
  } else if (!isLooking && history?.state === "done") {
    pending = <span>The change is older than the history that is kept here.</span>;
  } else if (!isLooking) {
    const mayLook = commits < lookLimits.commitsMax;
    pending = (
      <>
        <span role="status">
          Not changed in the last {formatCount(history?.lookedAt ?? 0)} commits.
          {mayLook ? null : " The dashboard looks no further; git log does."}
        </span>
        {mayLook ? (
          <Button size="sm" onClick={() => setCommits(Math.min(commits + lookStep, lookLimits.commitsMax))}>
            Look further
          </Button>
        ) : null}
      </>
    );
  }
  return (
    <LatestCommit
      {...{ permalinkHref, commitsHref, now }}
      commit={found}
      pending={pending}
      commitHref={found ? commitUrl(namespace, repo, found.hash) : ""}
      hashHref={found ? urlOf(namespace, repo, found.hash, path) : ""}
    >
      {children}
    </LatestCommit>
  );
}

/** While it is looked for, and before what looks for it is here. */
export function Pending() {
  return (
    <>
      <Skeleton className="my-1 w-56 max-w-full" />
      <span className="sr-only">Looking for the latest change</span>
      <noscript>Reload the page to see what changed this last: it comes by script.</noscript>
    </>
  );
}
