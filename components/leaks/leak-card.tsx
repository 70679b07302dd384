"use client";

import { CircleCheck, CircleHelp, LoaderCircle, Scissors, ShieldAlert, ShieldX } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { NavLink } from "@/components/ui/nav-link";
import { Notice } from "@/components/ui/notice";
import { Timestamp } from "@/components/ui/timestamp";
import { formatCount } from "@/lib/format/count";
import { shortHash } from "@/lib/format/short-hash";
import { describeTime } from "@/lib/format/time-ago";
import { describePlaces } from "@/lib/leaks/describe-place";
import type { RepoActivity, TokenProbe } from "@/lib/leaks/leak-events";
import { inventoryUrl, repoUrl, tokensUrl, treeUrl } from "@/lib/routes";
import type { LeakCase, SearchProgress, Stage } from "./leak-case";

interface LeakCardProps {
  leak: LeakCase;
  now: number;
  /** Of a token that lies in a repo: where. The page never had its secret. */
  where?: ReactNode;
  onRevoke: () => void;
  onFindHome: () => void;
  onRetry: () => void;
  /** Where a search can be stopped. */
  onStop?: () => void;
}

/** One token: what it is, what was found of it, what can be done. */
export function LeakCard({ leak, now, where, ...acts }: LeakCardProps) {
  const isInRepo = where !== undefined;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-lg border bg-bg-raised p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <code className="text-13 font-medium">{leak.mask}</code>
        <StageBadge leak={leak} now={now} isInRepo={isInRepo} />
        {isInRepo ? null : (
          <p className="text-12 text-text-muted">{capitalised(describePlaces(leak.places))}</p>
        )}
      </div>
      {leak.isCut ? (
        <Line icon={<Scissors size={16} aria-hidden />}>
          A part of this token is missing, so it can be neither tried nor found.
          {isInRepo ? "" : " Paste the whole of it."}
        </Line>
      ) : (
        <StageView leak={leak} now={now} isInRepo={isInRepo} {...acts} />
      )}
      {where}
    </li>
  );
}

function StageBadge({ leak, now, isInRepo }: { leak: LeakCase; now: number; isInRepo: boolean }) {
  const { stage } = leak;
  if (leak.isCut) return <Badge tone="warning">Truncated</Badge>;
  switch (stage.name) {
    case "waiting":
      return <Badge>Not checked yet</Badge>;
    case "searching":
      return <Badge tone="info">Checking</Badge>;
    case "alive":
      return <Badge tone="danger">Alive</Badge>;
    case "killed":
      return <Badge tone="success">Revoked, proven dead</Badge>;
    case "dead": {
      if (!isInRepo) return <Badge tone="success">Dead</Badge>;
      const isOver = leak.expiresAt !== null && leak.expiresAt * 1000 <= now;
      return <Badge tone="success">{isOver ? "Expired" : "Revoked or unknown"}</Badge>;
    }
    case "not-found":
      return stage.isAlive ? <Badge tone="danger">Alive</Badge> : <Badge>Unknown</Badge>;
    case "stopped":
      return stage.isAlive ? <Badge tone="danger">Alive</Badge> : <Badge tone="warning">Not checked</Badge>;
    case "failed":
      return <Badge tone="warning">Not checked</Badge>;
  }
}

interface StageViewProps extends Omit<LeakCardProps, "where"> {
  isInRepo: boolean;
}

function StageView({ leak, now, isInRepo, onRevoke, onFindHome, onRetry, onStop }: StageViewProps) {
  const { stage } = leak;
  switch (stage.name) {
    case "waiting":
      return isInRepo ? (
        <Button size="sm" className="justify-self-start" onClick={onRetry}>
          Ask Git about it
        </Button>
      ) : (
        <Hints leak={leak} now={now} />
      );
    case "searching":
      return <Searching progress={stage.progress} probe={stage.probe} onStop={onStop} />;
    case "alive":
      return <Alive stage={stage} now={now} onRevoke={onRevoke} />;
    case "killed":
      return (
        <div className="grid gap-2">
          <Line icon={<CircleCheck size={16} aria-hidden className="text-success" />}>
            <strong className="font-medium">Git refuses it.</strong> The remote of{" "}
            <RepoName probe={stage.kill.proof} /> answers {stage.kill.proof.status}, “{stage.kill.proof.said}
            ”, {(stage.kill.tookMs / 1000).toFixed(1)} s after you gave the order.
          </Line>
          {stage.kill.revoked.length > 1 ? (
            <p className="pl-6 text-12 text-text-muted">
              {stage.kill.revoked.length} tokens were revoked, one after the other, until it was dead.
              {isInRepo ? "" : " The secret has left this page."}
            </p>
          ) : isInRepo ? (
            <p className="pl-6 text-12 text-text-muted">
              What stands in the files is of no use to anybody now; nothing in the history has to be rewritten
              for it.
            </p>
          ) : (
            <p className="pl-6 text-12 text-text-muted">The secret has left this page.</p>
          )}
          <p className="pl-6 text-13">
            <NavLink href={inventoryUrl(stage.kill.proof.namespace)} className="text-accent-text underline">
              See every other live token of {stage.kill.proof.namespace}
            </NavLink>
          </p>
        </div>
      );
    case "dead":
      return <Dead stage={stage} now={now} onFindHome={onFindHome} />;
    case "not-found":
      if (stage.isAlive && stage.onlyNamed) {
        return (
          <div className="grid justify-items-start gap-2">
            <Line icon={<ShieldAlert size={16} aria-hidden className="text-danger" />}>
              <strong className="font-medium">It is alive, in another repo than this one.</strong> To revoke
              it, its repo has to be found among all.
            </Line>
            <Button size="sm" className="ml-6" onClick={onRetry}>
              Find its repo
            </Button>
          </div>
        );
      }
      return (
        <Line icon={<CircleHelp size={16} aria-hidden className="text-text-muted" />}>
          {stage.isAlive
            ? `Artifacts knows this token and it is alive, but none of ${formatCount(stage.repos)} repos is its own.`
            : stage.repos === 0
              ? "There is no repo to ask: this account has none."
              : `None of ${formatCount(stage.repos)} repos knows this token.`}
          {stage.unread > 0 ? ` ${formatCount(stage.unread)} repos could not be read.` : ""}
        </Line>
      );
    case "stopped":
      return (
        <div className="grid justify-items-start gap-2">
          <Line icon={<CircleHelp size={16} aria-hidden className="text-text-muted" />}>
            {stage.isAlive ? <strong className="font-medium">It is alive. </strong> : null}
            You stopped the search before its repo was found.
          </Line>
          <Button size="sm" className="ml-6" onClick={onRetry}>
            Look again
          </Button>
        </div>
      );
    case "failed":
      return (
        <div className="grid justify-items-start gap-2">
          <Notice tone="danger" live>
            {stage.message}
          </Notice>
          <Button size="sm" onClick={onRetry}>
            Try again
          </Button>
        </div>
      );
  }
}

function Hints({ leak, now }: { leak: LeakCase; now: number }) {
  const { address, nearby, expiresAt } = leak;
  const place = address ?? nearby[0];
  const over = expiresAt !== null && expiresAt * 1000 <= now;
  return (
    <p className="text-13 text-text-muted">
      {expiresAt === null ? (
        "No expiry stands with it. "
      ) : (
        <>
          By its own words it {over ? "ended" : "ends"} <Timestamp {...describeTime(expiresAt, now)} />.{" "}
        </>
      )}
      {place === undefined
        ? "No repo is named with it: every repo’s tokens will be looked through."
        : `${address === null ? "A repo named nearby is" : "It stood in the URL of"} ${place.namespace}/${place.repo}${place.host === null ? "" : ` on ${place.host}`}.`}
    </p>
  );
}

interface SearchingProps {
  progress: SearchProgress | null;
  probe: TokenProbe | null;
  onStop?: () => void;
}

function Searching({ progress, probe, onStop }: SearchingProps) {
  const total = progress?.reposTotal ?? null;
  return (
    <div className="grid gap-2">
      <Line icon={<LoaderCircle size={16} aria-hidden className="animate-spin text-text-muted" />}>
        {probe?.verdict === "elsewhere" ? (
          <strong className="font-medium">It is alive, in another repo than those named. </strong>
        ) : null}
        {progress === null
          ? "Asking the Git remotes…"
          : progress.waitingSeconds !== null
            ? `Artifacts asks to wait ${progress.waitingSeconds} s…`
            : `Looking for its repo: ${formatCount(progress.repos)}${total === null ? "" : ` of ${formatCount(total)}`} repos, ${formatCount(progress.tokens)} tokens…`}
      </Line>
      {total !== null && progress !== null ? (
        <progress
          value={Math.min(progress.repos, total)}
          max={Math.max(total, 1)}
          aria-label="Repos looked through"
          className="h-1.5 w-full accent-accent"
        />
      ) : null}
      {onStop === undefined || progress === null ? null : (
        <Button size="sm" className="ml-6 justify-self-start" onClick={onStop}>
          Stop looking
        </Button>
      )}
    </div>
  );
}

interface AliveProps {
  stage: Extract<Stage, { name: "alive" }>;
  now: number;
  onRevoke: () => void;
}

function Alive({ stage, now, onRevoke }: AliveProps) {
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

interface DeadProps {
  stage: Extract<Stage, { name: "dead" }>;
  now: number;
  onFindHome: () => void;
}

function Dead({ stage, now, onFindHome }: DeadProps) {
  const { probe, home } = stage;
  return (
    <div className="grid justify-items-start gap-2">
      <Line icon={<ShieldX size={16} aria-hidden className="text-success" />}>
        <strong className="font-medium">Git refuses it already:</strong> {probe.status}, “{probe.said}”. It is
        expired, revoked, or of another Artifacts than this one.
      </Line>
      {home === null ? (
        <Button size="sm" className="ml-6" onClick={onFindHome}>
          Find the repo it belonged to
        </Button>
      ) : (
        <p className="pl-6 text-13">
          It fits {home.tokens.length === 1 ? "a token" : `${home.tokens.length} tokens`} of{" "}
          <RepoName probe={home.probe} />
          {home.tokens.slice(0, 3).map((token) => (
            <span key={token.id}>
              , {token.state}, made <Timestamp {...describeTime(token.created_at, now)} />
            </span>
          ))}
          .
        </p>
      )}
    </div>
  );
}

function RepoName({ probe }: { probe: TokenProbe }) {
  return (
    <NavLink className="text-accent-text underline" href={repoUrl(probe.namespace, probe.repo)}>
      {probe.namespace}/{probe.repo}
    </NavLink>
  );
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <div className="flex gap-2 text-13">
      <span className="mt-0.5 shrink-0">{icon}</span>
      <p className="min-w-0 [overflow-wrap:anywhere]">{children}</p>
    </div>
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

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
