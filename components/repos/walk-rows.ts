import type { KeyboardEvent } from "react";

/** Arrow keys, Home and End lead from row to row, over the rows' links or over their boxes. */
export function walkRows(event: KeyboardEvent<HTMLElement>): void {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return;
  const kind = ["[data-row-link]", "tbody [data-row-box]"].find((each) => target.matches(each));
  const stops = [
    ...(event.currentTarget.closest("table")?.querySelectorAll<HTMLElement>(kind ?? ":not(*)") ?? []),
  ];
  const at = stops.indexOf(target);
  if (at < 0) return;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 }[event.key];
  const stop = to === undefined ? undefined : stops[to];
  if (!stop) return;
  event.preventDefault();
  stop.focus();
}
