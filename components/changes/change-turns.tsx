"use client";

import { useEffect } from "react";
import { followChangeHash, pickLine } from "./change-lines-hash";
import { changeLook } from "./change-look";
import { expandFile, expandGap } from "./expand-gap";
import { filterFiles } from "./filter-files";
import { foldAll, foldFile, showViewed, viewFile } from "./fold-files";
import { measureImages, mixImages } from "./image-turns";
import { loadFile, watchNearFiles } from "./load-file";
import { keepToOneSide } from "./select-one-side";
import { viewCookie } from "./view-cookie";
import { walkChanges } from "./walk-changes";

/**
 * What comes alive in the changes of a page, which are HTML: the one listener for all of its files. `drawnFrom` names what they are drawn
 * from: with another name they are other elements.
 */
export function ChangeTurns({ drawnFrom }: { drawnFrom: string }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the elements that it works on are made from `drawnFrom`
  useEffect(() => {
    const box = document.querySelector<HTMLElement>(".changes");
    if (box === null) return;
    const leaving = new AbortController();
    const { signal } = leaving;
    const follow = () => void followChangeHash(box, signal);
    watchNearFiles(box, signal);
    measureImages(box, signal);
    showViewed(box);
    box.addEventListener("click", (event) => press(box, event, signal), { signal });
    box.addEventListener("pointerdown", keepToOneSide, { signal });
    box.addEventListener("input", ({ target }) => type(box, target), { signal });
    window.addEventListener("hashchange", follow, { signal });
    follow();
    box.setAttribute("data-live", "");
    return () => leaving.abort();
  }, [drawnFrom]);
  return null;
}

interface Pressed {
  box: HTMLElement;
  element: HTMLElement;
  signal: AbortSignal;
}

/** What a press does, by the attribute of what is pressed. */
const acts: Record<string, (pressed: Pressed) => void> = {
  walk: ({ box, element }) => walkChanges(box, element.dataset.walk === "next" ? 1 : -1),
  foldAll: ({ box, element }) => foldAll(box, element),
  // Followed all the same: the page comes anew.
  view: ({ element }) => rememberView(element.dataset.view ?? ""),
  fold: inFile((section) => foldFile(section)),
  show: inFile((section, { signal }) => void loadFile(section, { isAskedFor: true, signal })),
  whole: inFile((section, { signal }) => void expandFile(section, signal)),
  look: inFile((section, { element, signal }) => void changeLook(element, section, signal)),
  expand: inFile((section, { element, signal }) => void expandGap(element, section, signal)),
};

const pressable =
  "[data-walk], [data-fold-all], [data-view], [data-fold], [data-show], [data-whole], [data-expand], [data-look]";

function inFile(act: (section: HTMLElement, pressed: Pressed) => void) {
  return (pressed: Pressed) => {
    const section = pressed.element.closest<HTMLElement>(".file-change");
    if (section !== null) act(section, pressed);
  };
}

function press(box: HTMLElement, event: MouseEvent, signal: AbortSignal): void {
  const { target } = event;
  if (!(target instanceof Element) || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.altKey) return;
  const element = target.closest<HTMLElement>(pressable);
  if (element === null) {
    const section = target.closest<HTMLElement>(".file-change");
    if (section !== null) pickLine(section, event);
    return;
  }
  if (element.dataset.view === undefined) event.preventDefault();
  for (const [name, act] of Object.entries(acts)) {
    if (element.dataset[name] !== undefined) act({ box, element, signal });
  }
}

function type(box: HTMLElement, target: EventTarget | null): void {
  if (!(target instanceof HTMLInputElement)) return;
  if (target.dataset.viewed !== undefined) viewFile(box, target);
  if (target.dataset.mix !== undefined) mixImages(target);
  if (target.dataset.filter !== undefined) filterFiles(box, target.value);
}

function rememberView(view: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from Firefox and Safari
  document.cookie = `${viewCookie}=${view}; path=/; max-age=31536000; samesite=lax`;
}
