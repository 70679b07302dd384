import { Code, History, KeyRound, Settings } from "lucide-react";
import { LazyForkButton } from "@/components/new-repo/lazy-fork-button";
import { SourceLink } from "@/components/repo-fields/source-link";
import { Badge } from "@/components/ui/badge";
import type { RepoWithRemote } from "@/contract/repos";
import { RepoTabs } from "./repo-tabs";

/** What stands above every page of a repo, as wide as the page. */
export function RepoHeader({ namespace, repo }: { namespace: string; repo: RepoWithRemote }) {
  return (
    <div className="group border-b bg-bg">
      <div className="mx-auto max-w-reading group-has-[~main[data-wide]]:max-w-none px-4 pt-5 sm:px-6">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <p className="text-20 font-semibold [overflow-wrap:anywhere]">{repo.name}</p>
          {repo.status && repo.status !== "ready" ? <Badge tone="info">{repo.status}</Badge> : null}
          {repo.read_only ? <Badge title="Every push is refused">read-only</Badge> : null}
          {repo.source ? (
            <span className="text-12 text-text-muted">
              from <SourceLink source={repo.source} className="font-mono [overflow-wrap:anywhere]" />
            </span>
          ) : null}
          {(repo.status ?? "ready") === "ready" ? (
            <div className="ml-auto">
              <LazyForkButton namespace={namespace} repo={repo} />
            </div>
          ) : null}
        </div>
        {repo.description ? (
          <p className="mt-1 max-w-3xl text-14 text-text-muted [overflow-wrap:anywhere]">
            {repo.description}
          </p>
        ) : null}
        <RepoTabs
          namespace={namespace}
          repo={repo.name}
          icons={{
            code: <Code size={16} aria-hidden />,
            commits: <History size={16} aria-hidden />,
            tokens: <KeyRound size={16} aria-hidden />,
            settings: <Settings size={16} aria-hidden />,
          }}
        />
      </div>
    </div>
  );
}
