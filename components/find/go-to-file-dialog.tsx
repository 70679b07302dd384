"use client";

import { useCallback, useEffect, useState } from "react";
import { DialogSkeleton } from "@/components/ui/dialog-skeleton";
import { lazyComponent } from "@/components/ui/lazy-component";
import { withQueries } from "@/lib/queries/with-queries";

const GoToFilePanel = lazyComponent(
  () => withQueries(import("./go-to-file-panel").then((file) => file.GoToFilePanel)),
  ({ onClose }) => <DialogSkeleton title="Go to file" onClose={onClose} />,
);

/**
 * Opens in place of the page whenever a link to it (`data-key="t"`, components/code/find-links.tsx) is followed in this tab, by
 * click or by key. Without JavaScript the link leads to the page.
 */
export function GoToFileDialog({ namespace, repo }: { namespace: string; repo: string }) {
  const [place, setPlace] = useState<{ refName: string; treeHash: string } | null>(null);

  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element ? event.target.closest("a[data-key=t][data-tree]") : null;
      if (!(link instanceof HTMLElement)) return;
      const { ref: refName, tree: treeHash } = link.dataset;
      if (refName === undefined || treeHash === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      setPlace({ refName, treeHash });
    };
    // Before the link's own handler, which would go to the page.
    document.addEventListener("click", onClick, { capture: true });
    return () => document.removeEventListener("click", onClick, { capture: true });
  }, []);

  const close = useCallback(() => setPlace(null), []);
  return place ? <GoToFilePanel namespace={namespace} repo={repo} {...place} onClose={close} /> : null;
}
