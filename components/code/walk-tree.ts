import type { KeyboardEvent } from "react";

/** Moves the focus in a tree, and folds its items, by the keys of the WAI-ARIA pattern. */
export function walkTree(event: KeyboardEvent<HTMLElement>, toggle: (path: string) => void): void {
  const item = event.target instanceof Element ? event.target.closest<HTMLElement>("[role=treeitem]") : null;
  if (!item || event.altKey || event.ctrlKey || event.metaKey) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=treeitem]")];
  const at = items.indexOf(item);
  const folder = item.dataset.path ?? "";
  const isOpen = item.getAttribute("aria-expanded");
  const focus = (to: HTMLElement | undefined) => to?.focus();
  if (event.key === "ArrowDown") focus(items[at + 1]);
  else if (event.key === "ArrowUp") focus(items[at - 1]);
  else if (event.key === "Home") focus(items[0]);
  else if (event.key === "End") focus(items.at(-1));
  else if (event.key === " " && isOpen !== null) toggle(folder);
  else if (event.key === "ArrowRight" && isOpen === "false") toggle(folder);
  else if (event.key === "ArrowRight" && isOpen === "true") focus(items[at + 1]);
  else if (event.key === "ArrowLeft" && isOpen === "true") toggle(folder);
  else if (event.key === "ArrowLeft") {
    const parent = folder.slice(0, folder.lastIndexOf("/"));
    focus(items.find((candidate) => candidate.dataset.path === parent));
  } else return;
  event.preventDefault();
}
