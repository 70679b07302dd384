import type { ReactNode } from "react";
import { LastPush } from "@/components/repo-fields/last-push";
import { CopyButton } from "@/components/ui/copy-button";
import { NavLink } from "@/components/ui/nav-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { RepoWithRemote } from "@/contract/repos";
import { describeTime } from "@/lib/format/time-ago";
import type { SourceStep } from "@/lib/lineage/source-chain";
import { repoUrl } from "@/lib/routes";

interface RepoFactsProps {
  namespace: string;
  repo: RepoWithRemote;
  chain: SourceStep[];
  /** Of the latest commit of the default branch, in unix seconds; undefined where it could not be read. */
  committedAt: number | null | undefined;
  now: number;
}

/** Every field that the API knows of a repo. */
export function RepoFacts({ namespace, repo, chain, committedAt, now }: RepoFactsProps) {
  return (
    <section aria-labelledby="facts" className="rounded-lg border bg-bg-raised">
      <h2 id="facts" className="border-b bg-bg-subtle px-4 py-2.5 text-14 font-semibold">
        Facts
      </h2>
      <dl>
        <Fact label="Name" copy={{ text: `${namespace}/${repo.name}`, what: "the name" }}>
          {namespace}/{repo.name}
        </Fact>
        <Fact label="Description">{repo.description ?? <span className="text-text-muted">None</span>}</Fact>
        <Fact label="Remote" copy={{ text: repo.remote, what: "the remote" }}>
          <code className="text-12">{repo.remote}</code>
        </Fact>
        <Fact label="Id" copy={{ text: repo.id, what: "the id" }}>
          <code className="text-12">{repo.id}</code>
        </Fact>
        <Fact label="Default branch" copy={{ text: repo.default_branch, what: "the default branch" }}>
          <code className="text-12">{repo.default_branch}</code>
        </Fact>
        <Fact label="Pushes">
          {repo.read_only ? "Refused: the repo is read-only" : "Taken from write tokens"}
        </Fact>
        <Fact label="Status">{repo.status ?? "ready"}</Fact>
        <Fact label="Source">{chain.length === 0 ? "Created here" : <SourceChain chain={chain} />}</Fact>
        <Fact label="Created">
          <Timestamp {...describeTime(repo.created_at, now)} />
        </Fact>
        <Fact label="Updated">
          <Timestamp {...describeTime(repo.updated_at, now)} />
        </Fact>
        <Fact label="Last push">
          <LastPush lastPushAt={repo.last_push_at} committedAt={committedAt} now={now} />
        </Fact>
      </dl>
    </section>
  );
}

interface FactProps {
  label: string;
  copy?: { text: string; what: string };
  children: ReactNode;
}

function Fact({ label, copy, children }: FactProps) {
  return (
    <div className="grid min-h-10 items-center gap-x-4 border-b px-4 py-1 text-13 last:border-b-0 sm:grid-cols-[160px_minmax(0,1fr)]">
      <dt className="text-text-muted">{label}</dt>
      <dd className="flex min-w-0 items-center gap-1 [overflow-wrap:anywhere]">
        <span className="min-w-0">{children}</span>
        {copy ? <CopyButton {...copy} className="-my-1" /> : null}
      </dd>
    </div>
  );
}

function SourceChain({ chain }: { chain: SourceStep[] }) {
  return (
    <ol className="grid gap-1 py-1">
      {chain.map((step) => {
        if (step.kind === "repo") {
          const name = `${step.namespace}/${step.repo}`;
          return (
            <li key={name}>
              fork of{" "}
              {step.isGone ? (
                <>
                  {name} <span className="text-text-muted">(deleted since)</span>
                </>
              ) : (
                <NavLink
                  href={repoUrl(step.namespace, step.repo)}
                  className="text-accent-text hover:underline"
                >
                  {name}
                </NavLink>
              )}
            </li>
          );
        }
        if (step.kind === "import") {
          return (
            <li key={step.url}>
              import of{" "}
              <a href={step.url} rel="noreferrer" className="text-accent-text hover:underline">
                {step.url}
              </a>
            </li>
          );
        }
        if (step.kind === "more") {
          return (
            <li key="more" className="text-text-muted">
              and further back: the settings of the last one go on from there
            </li>
          );
        }
        return <li key={step.source}>{step.source}</li>;
      })}
    </ol>
  );
}
