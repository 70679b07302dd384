import { Skeleton } from "@/components/ui/skeleton";
import { blobUrl, commitUrl, treeUrl } from "@/lib/routes";
import type { LatestChangeProps } from "./latest-change";
import { LatestCommit } from "./latest-commit";
import { PlaceChange } from "./place-change";

/** The commit that last changed a path: where the server knows it, nothing is loaded to look for it. */
export function ChangeOf(props: LatestChangeProps) {
  const { namespace, repo, commitHash, path, page, change, ...bar } = props;
  const { history } = change;
  const found = history?.commits[history.latest[0] ?? -1];
  if (found === undefined) {
    const waiting = (
      <LatestCommit
        {...bar}
        commit={null}
        commitHref=""
        hashHref=""
        pending={<Skeleton className="my-1 w-56 max-w-full" />}
      />
    );
    return <PlaceChange key={`${commitHash} ${path}`} {...props} waiting={waiting} />;
  }
  const urlOf = page === "tree" ? treeUrl : blobUrl;
  return (
    <LatestCommit
      {...bar}
      commit={found}
      commitHref={commitUrl(namespace, repo, found.hash)}
      hashHref={urlOf(namespace, repo, found.hash, path)}
    />
  );
}
