import type { FoundSoFar } from "@/lib/find/found-so-far";
import { totalCounts } from "@/lib/find/found-so-far";
import { formatBytes } from "@/lib/format/bytes";
import { countOf, formatCount } from "@/lib/format/count";
import { searchLimits } from "@/lib/wire/search-events";

/** How far a search got, what it left out, and at which bound it stopped. */
export function SearchProgress({ found, isRunning }: { found: FoundSoFar; isRunning: boolean }) {
  const counts = totalCounts(found);
  const leftOut = [
    counts.binary > 0 ? countOf(counts.binary, "binary file") : null,
    counts.large > 0
      ? `${countOf(counts.large, "file")} larger than ${formatBytes(searchLimits.fileBytes)}`
      : null,
    counts.slow > 0 ? `${countOf(counts.slow, "file")} that took too long to match` : null,
    counts.unreadable > 0 ? `${countOf(counts.unreadable, "file")} that could not be read` : null,
  ].filter(Boolean);
  return (
    <div className="grid gap-0.5 text-13">
      <p role="status" className="tabular">
        <span className="font-medium">
          {countOf(counts.hits, "line")} in {countOf(found.files.length, "file")}
        </span>
        <span className="text-text-muted">
          {" · "}
          {isRunning ? "Searching… " : ""}
          {countOf(counts.files, "file")} searched, {formatBytes(counts.bytes)}
          {isRunning ? "" : ` · ${endWords(found)}`}
        </span>
      </p>
      {leftOut.length > 0 ? <p className="text-12 text-text-muted">Left out: {leftOut.join(", ")}.</p> : null}
    </div>
  );
}

function endWords(found: FoundSoFar): string {
  const { end, goesOn } = found;
  const counts = totalCounts(found);
  if (goesOn) return "Stopped after the first moment.";
  switch (end) {
    case "done":
      return "That is all.";
    case "hits":
      return `Stopped after ${countOf(shownLines(found), "line")}.`;
    case "files":
      return `Stopped after ${countOf(counts.files, "file")}.`;
    case "bytes":
      return `Stopped after ${formatBytes(counts.bytes)}.`;
    case "time":
      return `Stopped after ${searchLimits.timeMs / 1_000} s of searching.`;
    case "too-slow":
      return "Stopped: this expression takes too long on several files. A simpler one or fewer paths may help.";
    case "directories":
      return `Stopped after ${formatCount(searchLimits.directories)} directories.`;
    case "stopped":
      return "Stopped.";
    case null:
      return "It broke off.";
  }
}

const shownLines = ({ files }: FoundSoFar) => files.reduce((sum, { shown }) => sum + shown, 0);
