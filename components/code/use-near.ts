import { startTransition, useEffect, useState } from "react";

/** So many chunks show what changed their rows; then the one that was near longest ago gives way. */
const nearMax = 12;

/** Whether a chunk of rows is in the window or near it, or was lately. */
export function useNear(element: HTMLElement, near: Set<() => void> | null): boolean {
  const [isNear, setNear] = useState(near === null);
  useEffect(() => {
    if (near === null) return;
    const leave = () => {
      // What has the focus or is selected stays.
      if (element.contains(document.activeElement) || getSelection()?.containsNode(element, true)) return;
      startTransition(() => setNear(false));
    };
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        near.delete(leave);
        near.add(leave);
        startTransition(() => setNear(true));
        const [longestAgo] = near;
        if (near.size <= nearMax || longestAgo === undefined) return;
        near.delete(longestAgo);
        longestAgo();
      },
      { rootMargin: "1000px" },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      near.delete(leave);
    };
  }, [element, near]);
  return isNear;
}
