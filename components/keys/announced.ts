/**
 * Features announce what can be done by attributes on their own elements, and know nothing of keys or the palette:
 * `data-key="t"` is a single key, `data-action="Copy the path"` a line of the palette, `data-key-label` the words for either
 * where the element's own do not do.
 */
export interface Announced {
  element: HTMLElement;
  label: string;
  key: string | null;
}

const labelMaxLength = 60;

/** What can be seen and used now, in the order of the page. */
export function listAnnounced(selector = "[data-key], [data-action]"): Announced[] {
  const found: Announced[] = [];
  for (const element of document.querySelectorAll<HTMLElement>(selector)) {
    if (!isUsable(element)) continue;
    const label = labelOf(element);
    const key = element.dataset.key || null;
    const isKnown = found.some((other) => other.label === label && other.key === key);
    if (label !== "" && !isKnown) found.push({ element, label, key });
  }
  return found;
}

export function findByKey(key: string): HTMLElement | null {
  return listAnnounced(`[data-key="${CSS.escape(key)}"]`)[0]?.element ?? null;
}

/** A link is followed, a button pressed, a field focused. */
export function activate(element: HTMLElement): void {
  if (!takesText(element)) {
    element.click();
    return;
  }
  element.focus();
  if (element instanceof HTMLInputElement) element.select();
}

/** Whether keys pressed in an element write into it, or choose in it. */
export function takesText(element: Element): boolean {
  if (element instanceof HTMLInputElement) {
    return !["button", "checkbox", "color", "file", "image", "radio", "range", "reset", "submit"].includes(
      element.type,
    );
  }
  return (
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement ||
    (element instanceof HTMLElement && element.isContentEditable)
  );
}

function isUsable(element: HTMLElement): boolean {
  return (
    element.checkVisibility({ visibilityProperty: true }) &&
    !element.matches(":disabled") &&
    element.closest("[inert]") === null
  );
}

function labelOf(element: HTMLElement): string {
  const words =
    element.dataset.keyLabel ??
    (element.dataset.action || element.ariaLabel || element.title || element.textContent);
  return words.replace(/\s+/g, " ").trim().slice(0, labelMaxLength);
}
