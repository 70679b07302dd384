/** The panels that keys open; one at a time. */
export type Overlay = "help" | "palette" | "line";

let open: Overlay | null = null;
let failed: Overlay | null = null;
let typedAhead = "";
const listeners = new Set<() => void>();

export function openOverlay(overlay: Overlay | null): void {
  open = overlay;
  failed = null;
  typedAhead = "";
  for (const listener of listeners) listener();
}

/** Its script did not come: the keys are the page's again, and the page says why nothing opened. */
export function failOverlay(overlay: Overlay): void {
  openOverlay(null);
  failed = overlay;
  for (const listener of listeners) listener();
}

export function failedOverlay(): Overlay | null {
  return failed;
}

export function currentOverlay(): Overlay | null {
  return open;
}

export function subscribeToOverlay(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Keeps what is typed for a panel that is still loading. True when the key is kept. */
export function typeAhead(key: string): boolean {
  if (key === "Backspace") typedAhead = typedAhead.slice(0, -1);
  else if (key.length === 1) typedAhead += key;
  else return false;
  return true;
}

export function currentTypedAhead(): string {
  return typedAhead;
}
