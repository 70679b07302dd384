/**
 * Where this browser remembers the imports it began, as text: every page carries this file, and only one that has imports
 * to show loads what reads them.
 */
const storageKey = "vitrine-imports";

/** Stands in where the browser refuses storage: then a reload forgets. */
let memory = "";
let isRefused = false;
const listeners = new Set<() => void>();

export function storedText(): string {
  if (isRefused) return memory;
  try {
    return window.localStorage.getItem(storageKey) ?? "";
  } catch {
    isRefused = true;
    return memory;
  }
}

/** An empty text leaves nothing behind. */
export function storeText(text: string): void {
  memory = text;
  try {
    if (text === "") window.localStorage.removeItem(storageKey);
    else window.localStorage.setItem(storageKey, text);
    isRefused = false;
  } catch {
    isRefused = true;
  }
  for (const listener of listeners) listener();
}

/** Hears of changes, those of other tabs included. */
export function subscribe(listener: () => void): () => void {
  const hear = (event: StorageEvent) => {
    // Without a key, everything was cleared.
    if (event.key === storageKey || event.key === null) listener();
  };
  listeners.add(listener);
  window.addEventListener("storage", hear);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", hear);
  };
}
