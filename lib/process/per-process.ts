import "server-only";

declare global {
  /** By name; null until it is first asked for. */
  var vitrinePerProcess: Map<string, { made: unknown } | null> | undefined;
}

/**
 * Makes a thing at its first use and keeps it for the life of the process. Next loads a module once a bundle, and again on every change
 * in development: what a module holds itself would be there several times, and its workers, timers and caches with it.
 * A name stands for one thing in the whole program.
 */
export function perProcess<T>(name: string, make: () => T): () => T {
  globalThis.vitrinePerProcess ??= new Map();
  const kept = globalThis.vitrinePerProcess;
  if (!kept.has(name)) kept.set(name, null);
  return () => {
    let entry = kept.get(name);
    if (!entry) {
      entry = { made: make() };
      kept.set(name, entry);
    }
    // Sound because `make` of this name alone fills the entry.
    return entry.made as T;
  };
}
