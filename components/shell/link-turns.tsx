"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";
import { PendingLine } from "@/components/ui/pending-line";

/**
 * Opens links inside the dashboard without loading the page anew: the one listener for all that are marked `data-nav`, or stand in
 * a box that is. Without JavaScript they are links all the same.
 */
export function LinkTurns() {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();

  useEffect(() => {
    const open = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (!link?.closest("[data-nav]") || !isTurn(link)) return;
      event.preventDefault();
      const scroll = link.dataset.nav !== "stay";
      startTransition(() => router.push(link.pathname + link.search + link.hash, { scroll }));
    };
    // On the window, where it comes after the handlers of React's elements: what they prevent is not opened.
    window.addEventListener("click", open);
    return () => window.removeEventListener("click", open);
  }, [router]);

  return isPending ? <PendingLine /> : null;
}

/** Whether a link leads to a page of ours, and not to a place on this one, which the browser finds by itself. */
function isTurn(link: HTMLAnchorElement): boolean {
  if (link.target || link.hasAttribute("download") || link.origin !== window.location.origin) return false;
  const isHere = link.pathname + link.search === window.location.pathname + window.location.search;
  return !isHere || link.hash === "";
}
