/** In two columns a selection takes the lines of the side it began on, not those beside them too. */
export function keepToOneSide({ target }: PointerEvent): void {
  const cell = target instanceof Element ? target.closest(".pair > *") : null;
  const lines = cell?.closest<HTMLElement>(".lines");
  if (!cell || !lines) return;
  lines.dataset.selecting = cell.hasAttribute("data-o") ? "old" : "new";
}
