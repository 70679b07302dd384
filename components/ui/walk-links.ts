import type { KeyboardEvent } from "react";

/**
 * Keys for a filter over a list of links: arrows walk the links, Down leads from the filter into them, and Enter in the
 * filter opens the first one when `opensFirst`.
 */
export function walkLinks(event: KeyboardEvent, list: HTMLElement | null, opensFirst: boolean) {
  const links: HTMLElement[] = [...(list?.querySelectorAll("a") ?? [])];
  const { activeElement } = document;
  const at = activeElement instanceof HTMLElement ? links.indexOf(activeElement) : -1;
  const isInFilter = activeElement instanceof HTMLInputElement;
  if (event.key === "ArrowDown") links[Math.min(at + 1, links.length - 1)]?.focus();
  else if (event.key === "ArrowUp" && at > 0) links[at - 1]?.focus();
  else if (event.key === "Enter" && isInFilter && opensFirst) links[0]?.click();
  else return;
  event.preventDefault();
}
