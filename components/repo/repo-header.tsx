import clsx from "clsx";
import { LazyForkButton } from "@/components/new-repo/lazy-fork-button";
import { SourceLink } from "@/components/repo-fields/source-link";
import { Badge } from "@/components/ui/badge";
import { edgeClass } from "@/components/ui/edge-class";
import { Icon } from "@/components/ui/icon";
import type { RepoWithRemote } from "@/contract/repos";
import { RepoDescription } from "./repo-description";
import { RepoTabs } from "./repo-tabs";

/** Below the repo's first page the crumbs say which repo it is: the tabs and the acts share one line. */
const rootOnly = "hidden group-has-[~main[data-repo-root]]:flex";

/** What stands above every page of a repo: on the first one its name and what it is, on the others one line. */
export function RepoHeader({ namespace, repo }: { namespace: string; repo: RepoWithRemote }) {
  return (
    <section aria-label={`Repo ${repo.name}`} className="group border-b bg-bg print:hidden">
      <div className={`${edgeClass} grid grid-cols-[minmax(0,1fr)_auto] items-center`}>
        <div className={clsx("flex-wrap items-center gap-x-3 gap-y-1 pt-4 max-sm:pt-2", rootOnly)}>
          <p className="text-20 leading-8 font-semibold [overflow-wrap:anywhere]">{repo.name}</p>
          {repo.source ? (
            <span className="text-12 text-text-muted">
              from <SourceLink source={repo.source} className="font-mono [overflow-wrap:anywhere]" />
            </span>
          ) : null}
        </div>
        <div className="ml-3 flex items-center gap-2 max-sm:hidden group-has-[~main[data-repo-root]]:flex group-has-[~main[data-repo-root]]:self-start group-has-[~main[data-repo-root]]:pt-4 max-sm:group-has-[~main[data-repo-root]]:pt-2">
          {repo.status && repo.status !== "ready" ? <Badge tone="info">{repo.status}</Badge> : null}
          {repo.read_only ? <Badge title="Every push is refused">read-only</Badge> : null}
          {(repo.status ?? "ready") === "ready" ? <LazyForkButton namespace={namespace} repo={repo} /> : null}
        </div>
        {repo.description ? (
          <div className={clsx("col-span-2 mt-1", rootOnly)}>
            <RepoDescription text={repo.description} />
          </div>
        ) : null}
        <div className="order-first min-w-0 group-has-[~main[data-repo-root]]:order-none group-has-[~main[data-repo-root]]:col-span-2 group-has-[~main[data-repo-root]]:mt-1">
          <RepoTabs
            namespace={namespace}
            repo={repo.name}
            icons={{
              code: <Icon name="code" />,
              commits: <Icon name="rotate-ccw-clock" />,
              tokens: <Icon name="key-round" />,
              settings: <Icon name="settings" />,
            }}
          />
        </div>
      </div>
    </section>
  );
}
