import { countOf, formatCount } from "@/lib/format/count";
import { formatDay } from "@/lib/format/day";
import type { LogFound } from "@/lib/history/search-log";

interface LogProgressProps {
  /** Null where the history is still on its way. */
  found: LogFound | null;
  /** Whether this is the first page of what was found. */
  isFirst: boolean;
}

/** What a search of the log has found, and how much it has looked at. */
export function LogProgress({ found, isFirst }: LogProgressProps) {
  return (
    <p role="status" className="text-13 text-text-muted">
      {found === null
        ? "The history of this repo is still being read. Continue in a moment."
        : `${outcomeOf(found, isFirst)} ${lookedAtOf(found)}`}
    </p>
  );
}

function outcomeOf({ commits, next, isCut }: LogFound, isFirst: boolean): string {
  const count = commits.length;
  if (count === 0) {
    if (next !== null) return "No commit found here yet.";
    return isFirst ? "No commit is like that." : "No more commits are like that.";
  }
  const words = countOf(count, "commit");
  if (isCut) return `${words} found here so far.`;
  return isFirst && next === null ? `${words} found.` : `${words} on this page.`;
}

function lookedAtOf({ lookedAt, total, isTotalWhole, backTo, next }: LogFound): string {
  if (next === null && isTotalWhole)
    return `Looked through the whole history of ${countOf(total, "commit")}.`;
  const back = backTo === null ? "" : ` back to ${formatDay(backTo)}`;
  return `Looked at ${formatCount(lookedAt)} of ${isTotalWhole ? "" : "at least "}${countOf(total, "commit")}${back}.`;
}
