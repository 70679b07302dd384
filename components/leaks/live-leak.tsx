import type { ReactNode } from "react";
import { Name } from "@/components/names/name";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { Notice } from "@/components/ui/notice";
import { Timestamp } from "@/components/ui/timestamp";
import { shortHash } from "@/lib/format/short-hash";
import { describeTime } from "@/lib/format/time-ago";
import { commitUrl, tokensUrl } from "@/lib/routes";
import type { LabelledToken } from "@/lib/wire/answers";
import type { TokenProbe } from "@/lib/wire/leak-events";
import { ChooseTokens } from "./choose-tokens";
import { Line, RepoName } from "./leak-line";
import type { Activity, Stage } from "./leak-state";

interface LiveLeakProps {
  stage: Extract<Stage, { name: "alive" }>;
  now: number;
  onRevoke: (tokens: LabelledToken[]) => void;
  onRetry: () => void;
}

/** A token that opens a repo: what it opens, since when, what was done in that time, and the way to end it. */
export function LiveLeak({ stage, now, onRevoke, onRetry }: LiveLeakProps) {
  const { probe, tokens, toldBy, activity, isRevoking, trouble } = stage;
  const [token] = tokens;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <Line icon={<Icon name="shield-exclamation-point" className="text-danger" />}>
        <strong className="font-medium">
          It opens <RepoName probe={probe} />{" "}
          {probe.scope === "write" ? "for reading and writing" : "for reading"}.
        </strong>{" "}
        Just tried: {probe.status}, {probe.said}.
      </Line>
      {token === undefined ? (
        <p className="pl-6 text-13">
          No record in the repo’s list fits it.{" "}
          <NavLink className="text-accent-text underline" href={tokensUrl(probe.namespace, probe.repo)}>
            Look at its tokens
          </NavLink>
        </p>
      ) : toldBy === null ? (
        <ChooseTokens {...{ tokens, probe, now, isRevoking, onRevoke }} />
      ) : (
        <ToldToken {...{ token, toldBy, probe, activity, now }} />
      )}
      {trouble ? (
        <Notice tone="danger" live>
          {trouble}
        </Notice>
      ) : null}
      <div className="flex flex-wrap gap-2 pl-6 empty:hidden">
        {token !== undefined && toldBy !== null ? (
          <Button variant="danger" disabled={isRevoking} onClick={() => onRevoke([token])}>
            {isRevoking ? "Revoking…" : "Revoke token"}
          </Button>
        ) : null}
        {token === undefined || trouble ? (
          <Button disabled={isRevoking} onClick={onRetry}>
            Ask Git again
          </Button>
        ) : null}
      </div>
    </div>
  );
}

interface ToldTokenProps extends Pick<LiveLeakProps["stage"], "probe" | "activity"> {
  token: LabelledToken;
  toldBy: keyof typeof toldByWords;
  now: number;
}

function ToldToken({ token, toldBy, probe, activity, now }: ToldTokenProps) {
  return (
    <dl className="grid gap-x-6 gap-y-1 pl-6 text-13 sm:grid-cols-[max-content_minmax(0,1fr)]">
      <Fact term="Token">
        <code className="text-12">{token.id}</code>, made{" "}
        <Timestamp {...describeTime(token.created_at, now)} />, ends{" "}
        <Timestamp {...describeTime(token.expires_at, now)} />
        {token.purpose === null ? "" : `, for “${token.purpose}”`}
      </Fact>
      <Fact term="Told by">{toldByWords[toldBy]}</Fact>
      {toldBy === "others" ? null : (
        <Fact term="Since it was made">
          <ActivityFact probe={probe} activity={activity} now={now} />
        </Fact>
      )}
    </dl>
  );
}

const toldByWords = {
  id: "its id, which is made from the secret",
  only: "being the only live token of the repo that may do the same",
  expiry: "when it ends: no other live token of the repo that may do the same ends then",
  others: "the others that fit: each is another secret found here",
};

function ActivityFact({ probe, activity, now }: { probe: TokenProbe; activity: Activity; now: number }) {
  if (probe.scope === "read") return <>Nothing can be pushed with it. What it read leaves no trace.</>;
  if (activity === "asking") return <span className="text-text-muted">Looking at what was pushed…</span>;
  if (activity === "unknown") return <>What was pushed could not be read.</>;
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
              href={commitUrl(probe.namespace, probe.repo, commit.hash)}
            >
              {shortHash(commit.hash)}
            </NavLink>{" "}
            <Name>{commit.message}</Name>{" "}
            <span className="text-text-muted">
              by <Name>{commit.author}</Name>,
            </span>{" "}
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
