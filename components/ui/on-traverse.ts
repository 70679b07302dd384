const listeners = new Set<() => void>();

// From the time that this is loaded, so ahead of every component: behind the listener of one, React may draw at once and take away
// a listener whose turn has not come.
if (typeof window !== "undefined") {
  window.addEventListener("popstate", () => {
    for (const listener of [...listeners]) listener();
  });
}

/** Calls `listener` on Back and Forward, before anything follows them. Gives what ends it. */
export function onTraverse(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
