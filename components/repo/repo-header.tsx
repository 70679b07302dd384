import { LazyForkButton } from "@/components/new-repo/lazy-fork-button";
import { SourceLink } from "@/components/repo-fields/source-link";
import { Badge } from "@/components/ui/badge";
import { edgeClass } from "@/components/ui/edge-class";
import { Icon } from "@/components/ui/icon";
import type { RepoWithRemote } from "@/contract/repos";
import { CompareLink } from "./compare-link";
import { RepoDescription } from "./repo-description";
import { RepoTabs } from "./repo-tabs";

/**
 * What stands above every page of a repo: on the first one its name and what it is, on the others, where the crumbs say which it
 * is, one line of tabs and acts.
 */
export function RepoHeader({ namespace, repo }: { namespace: string; repo: RepoWithRemote }) {
  return (
    <section aria-label={`Repo ${repo.name}`} className="repo-head">
      <div className={`${edgeClass} repo-head-grid`}>
        <div className="repo-name">
          <p>{repo.name}</p>
          {repo.source ? (
            <span className="text-12 text-text-muted">
              from <SourceLink source={repo.source} className="font-mono [overflow-wrap:anywhere]" />
              <CompareLink namespace={namespace} repo={repo} />
            </span>
          ) : null}
        </div>
        <div className="repo-acts">
          {repo.status && repo.status !== "ready" ? <Badge tone="info">{repo.status}</Badge> : null}
          {repo.read_only ? <Badge title="Every push is refused">read-only</Badge> : null}
          {(repo.status ?? "ready") === "ready" ? <LazyForkButton namespace={namespace} repo={repo} /> : null}
        </div>
        {repo.description ? (
          <div className="repo-about">
            <RepoDescription text={repo.description} />
          </div>
        ) : null}
        <div className="repo-tabs">
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
