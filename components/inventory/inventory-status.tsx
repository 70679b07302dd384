"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Skeleton } from "@/components/ui/skeleton";
import { useNow } from "@/components/ui/use-now";
import { countOf, formatCount } from "@/lib/format/count";
import { timeAgo } from "@/lib/format/time-ago";
import { describeFailure } from "@/lib/wire/describe-failure";
import type { InventoryState, UnreadReason } from "@/lib/wire/inventory-events";
import type { Inventory } from "./use-inventory";

/** Older than this, the first of what was read no longer fits the last. */
const longAgoMs = 10 * 60_000;
/** What is older may lack tokens, and says so. */
export const freshMs = 60_000;

/** How far the reading is or of when it is, what stopped it, and what can be done about that. */
export function InventoryStatus({ inventory, now: pageNow }: { inventory: Inventory; now: number }) {
  const { state, trouble, liveCount, watch, stop } = inventory;
  const now = useNow(pageNow, 10_000);
  if (state === null || state.phase === "blank") {
    if (trouble !== null) return null;
    return (
      <Bar>
        <Skeleton className="my-1 w-64" />
      </Bar>
    );
  }
  const done = formatCount(state.reposDone);
  const of =
    state.reposTotal === null
      ? countOf(state.reposDone, "repo")
      : `${done} of ${countOf(Math.max(state.reposTotal, state.reposDone), "repo")}`;
  const failure = trouble ?? state.failure;
  const age = ageOf(state, now);
  return (
    <section aria-label="Reading" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {state.phase === "running" ? (
        <Bar>
          <div className="grid min-w-48 flex-1 gap-2">
            <p className="tabular text-13">
              {of} read, {countOf(liveCount, "live token")} so far
              {state.waitingSeconds === null
                ? ""
                : `. Artifacts asked to wait ${state.waitingSeconds} s; it goes on by itself`}
            </p>
            <ProgressBar
              label="Repos read"
              percent={state.reposTotal ? Math.min(100, (100 * state.reposDone) / state.reposTotal) : 0}
            />
          </div>
          <Button size="sm" onClick={stop}>
            Stop
          </Button>
        </Bar>
      ) : state.phase === "stopped" ? (
        <Bar>
          <p role="status" className="mr-auto text-13">
            <strong className="font-medium">Incomplete:</strong> stopped at {of}
            {agoWords(state.touchedAt, now)}.{stalenessWords(state, now)}
          </p>
          <Button size="sm" variant="primary" onClick={() => watch("resume")}>
            Resume
          </Button>
          <Button size="sm" onClick={() => watch("refresh")}>
            Start over
          </Button>
        </Bar>
      ) : (
        <Bar>
          <p role="status" className="mr-auto text-13 text-text-muted" suppressHydrationWarning>
            As of {clockOf(state.wholeAt)}
            {agoWords(state.wholeAt, now)}. What is revoked here goes at once; what others do appears with a
            refresh.
          </p>
          <Button size="sm" onClick={() => watch("refresh")}>
            Refresh
          </Button>
        </Bar>
      )}
      {age === null ? null : (
        <Notice tone="warning">
          <strong className="font-medium">This is {age} old.</strong>{" "}
          {state.phase === "running"
            ? "It is being read again; until that is done, tokens made since may be missing, and some shown may have ended."
            : "Tokens made since are missing, and some shown may have ended."}
        </Notice>
      )}
      {failure !== null ? (
        <Notice tone="danger" live>
          {failure.kind === "conflict" || failure.kind === "upstream"
            ? failure.message
            : describeFailure(failure, "the live tokens").advice}
        </Notice>
      ) : null}
      {state.unread > 0 && state.phase !== "running" ? (
        <div className="flex flex-wrap items-center gap-3 rounded bg-warning-subtle px-3 py-2 text-13 text-warning">
          <p className="mr-auto [overflow-wrap:anywhere]">{unreadWords(state)}</p>
          {state.phase === "whole" ? (
            <Button size="sm" onClick={() => watch("resume")}>
              Read them again
            </Button>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}

function Bar({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-14 flex-wrap items-center gap-3 rounded-lg border bg-bg-raised px-4 py-2.5">
      {children}
    </div>
  );
}

const agoWords = (time: number | null, now: number) =>
  time === null ? "" : `, ${timeAgo(time / 1000, Math.max(now, time))}`;

/** `42 minutes`: how old what is shown is, at its oldest; null while that matters to nobody. */
function ageOf({ wholeAt }: InventoryState, now: number): string | null {
  if (wholeAt === null || now - wholeAt < freshMs) return null;
  return timeAgo(wholeAt / 1000, now).replace(/ ago$/, "");
}

function stalenessWords({ startedAt }: InventoryState, now: number): string {
  return startedAt !== null && now - startedAt > longAgoMs
    ? ` The first were read ${timeAgo(startedAt / 1000, now)}: start over to have all of them as they are now.`
    : "";
}

/** `14:03 UTC` */
function clockOf(time: number | null): string {
  return time === null ? "an unknown time" : `${new Date(time).toISOString().slice(11, 16)} UTC`;
}

const reasonWords: Record<UnreadReason, string> = {
  gone: "deleted meanwhile",
  busy: "still being made",
  failing: "Artifacts failed",
};
const namesMax = 5;

function unreadWords({ unread, unreadRepos }: InventoryState): string {
  const names = unreadRepos.slice(0, namesMax).map(({ repo, reason }) => `${repo} (${reasonWords[reason]})`);
  const more = unread > names.length ? ` and ${formatCount(unread - names.length)} more` : "";
  return `${countOf(unread, "repo")} could not be read, so tokens may be missing: ${names.join(", ")}${more}.`;
}
