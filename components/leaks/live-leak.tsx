import { ShieldAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { NavLink } from "@/components/ui/nav-link";
import { Notice } from "@/components/ui/notice";
import { Timestamp } from "@/components/ui/timestamp";
import { shortHash } from "@/lib/format/short-hash";
import { describeTime } from "@/lib/format/time-ago";
import { tokensUrl, treeUrl } from "@/lib/routes";
import type { RepoActivity, TokenProbe } from "@/lib/wire/leak-events";
import { Line, RepoName } from "./leak-line";
import type { Stage } from "./leak-state";

interface LiveLeakProps {
  stage: Extract<Stage, { name: "alive" }>;
  now: number;
  onRevoke: () => void;
}

/** A token that opens a repo: what it opens, since when, what was done in that time, and the way to end it. */
export function LiveLeak({ stage, now, onRevoke }: LiveLeakProps) {
  const { probe, tokens, activity, isRevoking, trouble } = stage;
  const [token] = tokens;
  return (
    <div className="grid gap-3">
      <Line icon={<ShieldAlert size={16} aria-hidden className="text-danger" />}>
        <strong className="font-medium">
          It opens <RepoName probe={probe} />{" "}
          {probe.scope === "write" ? "for reading and writing" : "for reading"}.
        </strong>{" "}
        Just tried: {probe.status}, {probe.said}.
      </Line>
      {tokens.length > 1 ? (
        <p className="pl-6 text-13">
          {tokens.length} tokens fit it and cannot be told apart. They are revoked one after the other until
          Git refuses this secret; the others stay.
        </p>
      ) : null}
      {tokens.length === 0 ? (
        <p className="pl-6 text-13">
          No record in the repo’s list fits it.{" "}
          <NavLink className="text-accent-text underline" href={tokensUrl(probe.namespace, probe.repo)}>
            Look at its tokens
          </NavLink>
        </p>
      ) : null}
      <dl className="grid gap-x-6 gap-y-1 pl-6 text-13 sm:grid-cols-[max-content_minmax(0,1fr)]">
        {tokens.slice(0, 10).map((one) => (
          <Fact key={one.id} term="Token">
            <code className="text-12">{one.id}</code>, made{" "}
            <Timestamp {...describeTime(one.created_at, now)} />, ends{" "}
            <Timestamp {...describeTime(one.expires_at, now)} />
          </Fact>
        ))}
        {token ? (
          <Fact term="Since it was made">
            <Activity probe={probe} activity={activity} now={now} />
          </Fact>
        ) : null}
      </dl>
      {trouble ? (
        <Notice tone="danger" live>
          {trouble}
        </Notice>
      ) : null}
      {tokens.length > 0 ? (
        <Button variant="danger" className="ml-6 justify-self-start" disabled={isRevoking} onClick={onRevoke}>
          {isRevoking ? "Revoking…" : "Revoke token"}
        </Button>
      ) : null}
    </div>
  );
}

function Activity({
  probe,
  activity,
  now,
}: {
  probe: TokenProbe;
  activity: RepoActivity | null;
  now: number;
}) {
  if (activity === null) return <span className="text-text-muted">Looking at what was pushed…</span>;
  const { commits, hasMore } = activity;
  if (commits.length === 0) return <>No commit on the default branch is dated in that time.</>;
  return (
    <details>
      <summary>
        {hasMore ? "More than " : ""}
        {commits.length} {commits.length === 1 ? "commit" : "commits"} on the default branch, by their own
        dates
      </summary>
      <ul className="mt-1 grid gap-1">
        {commits.map((commit) => (
          <li key={commit.hash} className="min-w-0 [overflow-wrap:anywhere]">
            <NavLink
              className="font-mono text-12 text-accent-text underline"
              href={treeUrl(probe.namespace, probe.repo, commit.hash)}
            >
              {shortHash(commit.hash)}
            </NavLink>{" "}
            {commit.message} <span className="text-text-muted">by {commit.author},</span>{" "}
            <Timestamp {...describeTime(commit.committedAt, now)} className="text-text-muted" />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-text-muted">{term}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}
