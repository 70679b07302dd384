/** Pairs of hashes that were ticked as viewed, the latest last. */
const storageKey = "vitrine-viewed-changes";
const viewedMax = 2_000;

export function foldFile(section: HTMLElement, isFolded = section.dataset.folded === undefined): void {
  section.toggleAttribute("data-folded", isFolded);
  section.querySelector("[data-fold]")?.setAttribute("aria-expanded", String(!isFolded));
}

/** Folds all files, or unfolds them where all are folded. */
export function foldAll(box: HTMLElement, button: HTMLElement): void {
  const sections = [...box.querySelectorAll<HTMLElement>(".file-change")];
  const isFolding = sections.some(({ dataset }) => dataset.folded === undefined);
  for (const section of sections) foldFile(section, isFolding);
  button.textContent = isFolding ? "Unfold all" : "Fold all";
}

/** Keeps that a file was viewed, in this browser, under the hashes of its sides: what changes again is new. */
export function viewFile(box: HTMLElement, { checked, dataset }: HTMLInputElement): void {
  const pair = dataset.viewed ?? "";
  const pairs = readViewed();
  pairs.delete(pair);
  if (checked) pairs.add(pair);
  try {
    localStorage.setItem(storageKey, JSON.stringify([...pairs].slice(-viewedMax)));
  } catch {
    // Storage may be refused altogether: then it holds for this page.
  }
  for (const input of box.querySelectorAll<HTMLInputElement>("[data-viewed]")) {
    if (input.dataset.viewed !== pair) continue;
    input.checked = checked;
    const section = input.closest<HTMLElement>(".file-change");
    if (section !== null) foldFile(section, checked);
  }
  countViewed(box);
}

/** Ticks and folds what was viewed before. */
export function showViewed(box: HTMLElement): void {
  const pairs = readViewed();
  if (pairs.size === 0) return;
  for (const input of box.querySelectorAll<HTMLInputElement>("[data-viewed]:not(:checked)")) {
    if (!pairs.has(input.dataset.viewed ?? "")) continue;
    input.checked = true;
    const section = input.closest<HTMLElement>(".file-change");
    if (section !== null) foldFile(section, true);
  }
  countViewed(box.closest<HTMLElement>(".changes") ?? box);
}

function countViewed(box: HTMLElement): void {
  const count = box.querySelectorAll("[data-viewed]:checked").length;
  const said = box.querySelector("[data-viewed-count]");
  if (said) said.textContent = count === 0 ? "" : `${count} viewed`;
}

function readViewed(): Set<string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "[]");
    return new Set(Array.isArray(kept) ? kept.filter((pair) => typeof pair === "string") : []);
  } catch {
    return new Set();
  }
}
