/** Brings the next or the previous run of changed lines into view, from what is at the top of the window. */
export function walkChanges(box: HTMLElement, step: 1 | -1): void {
  const first = ":is(ins, del):not(:is(ins, del) + *)";
  const runs = [
    ...box.querySelectorAll<HTMLElement>(
      `.file-change:not([data-folded]) :is(.rows > ${first}, [data-first-changed])`,
    ),
  ].filter((run) => run.checkVisibility());
  const tops = runs.map((run) => run.getBoundingClientRect().top - barsPx);
  const at = step > 0 ? tops.findIndex((top) => top > slackPx) : tops.findLastIndex((top) => top < -slackPx);
  runs[at]?.scrollIntoView({ block: "start" });
}

/** What stays in sight above, as `app/changes.css` has it too: the bar of all files, and the head of one. */
const barsPx = 100;
/** What counts as being there. */
const slackPx = 4;
