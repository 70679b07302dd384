import type { LineCounts } from "@/lib/changes/shown-change";
import { countOf, formatCount } from "@/lib/format/count";

/** How many lines came and went, in words for those who hear them. */
export function LineCountsText({ added, removed }: LineCounts) {
  return (
    <span className="line-counts" title={`${countOf(added, "line")} added, ${formatCount(removed)} removed`}>
      <ins>+{formatCount(added)}</ins> <del>−{formatCount(removed)}</del>
    </span>
  );
}

const squares = 5;

/** The same as a bar of five squares; there is no room for one of a hundred lines, so each side that has a line has a square. */
export function LineCountsBar({ added, removed }: LineCounts) {
  const total = added + removed;
  if (total === 0) return null;
  const least = added > 0 ? 1 : 0;
  const most = squares - (removed > 0 ? 1 : 0);
  const green = Math.max(least, Math.min(most, Math.round((squares * added) / total)));
  return (
    <span className="counts-bar" aria-hidden>
      {Array.from({ length: squares }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: it is drawn once
        <i key={at} data-kind={at < green ? "added" : "removed"} />
      ))}
    </span>
  );
}
