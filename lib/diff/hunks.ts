import type { Run } from "./diff-lines";

/** Runs that are shown together, with the unchanged lines around them: 0-based starts, lines of context included. */
export interface Hunk {
  oldStart: number;
  oldCount: number;
  newStart: number;
  newCount: number;
  runs: Run[];
}

/** Runs whose contexts touch are one hunk. Ignored ones are left out unless they stand in the context of another. */
export function makeHunks(runs: readonly Run[], oldCount: number, newCount: number, context = 3): Hunk[] {
  const shown = shownRuns(runs, context);
  const groups: Run[][] = [];
  let last: Run | null = null;
  for (const run of runs) {
    if (!shown.has(run)) {
      // A hunk leads from line to line on both sides: it cannot step over what is left out.
      last = null;
      continue;
    }
    if (last && run.oldStart - last.oldEnd <= 2 * context) groups.at(-1)?.push(run);
    else groups.push([run]);
    last = run;
  }
  return groups.map((group) => frame(group, oldCount, newCount, context));
}

function shownRuns(runs: readonly Run[], context: number): Set<Run> {
  const shown = new Set(runs.filter((run) => !run.isIgnored));
  if (shown.size === runs.length) return shown;
  const takeNear = (upper: Run | undefined, lower: Run | undefined) => {
    if (!upper || !lower || lower.oldStart - upper.oldEnd >= context) return;
    if (shown.has(upper)) shown.add(lower);
    else if (shown.has(lower)) shown.add(upper);
  };
  // One may be near another that is near: downwards and upwards, each takes along a whole chain.
  for (let at = 1; at < runs.length; at++) takeNear(runs[at - 1], runs[at]);
  for (let at = runs.length - 1; at > 0; at--) takeNear(runs[at - 1], runs[at]);
  return shown;
}

function frame(runs: Run[], oldCount: number, newCount: number, context: number): Hunk {
  const first = runs[0] ?? { oldStart: 0, newStart: 0 };
  const last = runs.at(-1) ?? { oldEnd: 0, newEnd: 0 };
  const above = Math.min(context, first.oldStart, first.newStart);
  const below = Math.min(context, oldCount - last.oldEnd, newCount - last.newEnd);
  const oldStart = first.oldStart - above;
  const newStart = first.newStart - above;
  return {
    oldStart,
    oldCount: last.oldEnd + below - oldStart,
    newStart,
    newCount: last.newEnd + below - newStart,
    runs,
  };
}
