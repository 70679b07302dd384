import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { Notice } from "@/components/ui/notice";
import { Timestamp } from "@/components/ui/timestamp";
import { countOf, formatCount } from "@/lib/format/count";
import { formatSeconds } from "@/lib/format/seconds";
import { describeTime } from "@/lib/format/time-ago";
import { inventoryUrl } from "@/lib/routes";
import type { LabelledToken } from "@/lib/wire/answers";
import type { TokenProbe } from "@/lib/wire/leak-events";
import { Line, RepoName } from "./leak-line";
import type { LeakState, SearchProgress, Stage } from "./leak-state";
import { LiveLeak } from "./live-leak";

export interface LeakStageProps {
  leak: LeakState;
  now: number;
  /** Whether the token lies in a repo; the page never had its secret then. */
  isInRepo: boolean;
  onRevoke: (tokens: LabelledToken[]) => void;
  onFindHome: () => void;
  onRetry: () => void;
  /** Where a search can be stopped. */
  onStop?: () => void;
}

/** How far the work on a token has come, what was found, and what can be done next. */
export function LeakStage({ leak, now, isInRepo, onRevoke, onFindHome, onRetry, onStop }: LeakStageProps) {
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
      return <LiveLeak {...{ stage, now, onRevoke, onRetry }} />;
    case "killed":
      return <Killed stage={stage} isInRepo={isInRepo} />;
    case "dead":
      return <Dead stage={stage} now={now} onFindHome={onFindHome} />;
    case "not-found":
      if (stage.isAlive && stage.onlyNamed) {
        return (
          <div className="grid justify-items-start gap-2">
            <Line icon={<Icon name="shield-exclamation-point" className="text-danger" />}>
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
        <Line icon={<Icon name="circle-question-mark" className="text-text-muted" />}>
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
          <Line icon={<Icon name="circle-question-mark" className="text-text-muted" />}>
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

function Hints({ leak, now }: { leak: LeakState; now: number }) {
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
      <Line icon={<Icon name="loader-circle" className="animate-spin text-text-muted" />}>
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

function Killed({ stage, isInRepo }: { stage: Extract<Stage, { name: "killed" }>; isInRepo: boolean }) {
  const { kill } = stage;
  return (
    <div className="grid gap-2">
      <Line icon={<Icon name="circle-check" className="text-success" />}>
        <strong className="font-medium">Git refuses it.</strong> The remote of <RepoName probe={kill.proof} />{" "}
        answers {kill.proof.status}, “{kill.proof.said}
        ”, {formatSeconds(kill.tookMs)} after you gave the order.
      </Line>
      {kill.others.length > 0 ? (
        <p className="pl-6 text-12 text-text-muted">
          It was <code>{kill.token.id}</code>. {countOf(kill.others.length, "other token")} of your choice{" "}
          {kill.others.length === 1 ? "was" : "were"} revoked before it.
          {isInRepo ? "" : " The secret has left this page."}
        </p>
      ) : isInRepo ? (
        <p className="pl-6 text-12 text-text-muted">
          What stands in the files is of no use to anybody now; nothing in the history has to be rewritten for
          it.
        </p>
      ) : (
        <p className="pl-6 text-12 text-text-muted">The secret has left this page.</p>
      )}
      <p className="pl-6 text-13">
        <NavLink href={inventoryUrl(kill.proof.namespace)} className="text-accent-text underline">
          See every other live token of {kill.proof.namespace}
        </NavLink>
      </p>
    </div>
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
      <Line icon={<Icon name="shield-x" className="text-success" />}>
        <strong className="font-medium">Git refuses it already:</strong> {probe.status}, “{probe.said}”. It is
        expired, revoked, or of another Artifacts than this one.
      </Line>
      {home === null ? (
        <Button size="sm" className="ml-6" onClick={onFindHome}>
          Find the repo it belonged to
        </Button>
      ) : home.tokens.length === 0 ? (
        <p className="pl-6 text-13">
          It opened <RepoName probe={home.probe} />. Nothing had to be revoked.
        </p>
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
