import { listAnnounced } from "./announced";

/** Whether the page shows numbered lines. */
export function hasLines(): boolean {
  return document.getElementById("L1") !== null;
}

/** Moves the focus to the next or the previous row of the page's lists; rows mark the link that stands for them. */
export function walkRows(step: 1 | -1): boolean {
  const rows = listRows();
  const { activeElement } = document;
  const at = activeElement instanceof HTMLElement ? rows.indexOf(activeElement) : -1;
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
  next?.focus();
  return rows.length > 0;
}

function listRows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-row-link]")].filter((row) =>
    row.checkVisibility(),
  );
}

/** The keys of this page that no element announces. */
export function listBuiltInKeys(): { key: string; label: string }[] {
  const announced = new Set(listAnnounced("[data-key]").map(({ key }) => key));
  return [
    { key: "?", label: "Show these keys", applies: true },
    { key: "/", label: "Search", applies: !announced.has("/") },
    { key: "l", label: "Go to a line", applies: hasLines() && !announced.has("l") },
    { key: "j", label: "Next row", applies: listRows().length > 0 },
    { key: "k", label: "Previous row", applies: listRows().length > 0 },
  ].flatMap(({ applies, ...built }) => (applies ? [built] : []));
}
