"use client";

import { useEffect } from "react";
import { idsOfFragment } from "@/lib/markdown/fragment";

/**
 * Leads to the heading that the URL's fragment means, also where it is written without the prefix that an author's ids have:
 * when the document opens, and when the fragment changes. Coming back finds the place that was left, as everywhere.
 */
export function FragmentTurn() {
  useEffect(() => {
    const turn = () => {
      const ids = idsOfFragment(window.location.hash);
      for (const id of ids) {
        const element = document.getElementById(id) ?? document.getElementsByName(id)[0];
        if (element === undefined) continue;
        // As a link would: what is folded opens, and the keyboard goes on from there.
        if (id !== ids[0]) window.location.replace(`#${encodeURIComponent(id)}`);
        else element.scrollIntoView();
        return;
      }
    };
    // A new fragment comes with no state; an entry that one comes back to has the router's.
    const follow = ({ state }: PopStateEvent) => {
      if (state === null) turn();
    };
    // After the effects of everything around it: the router and its keeper of entries hear of the change.
    const timer = setTimeout(() => {
      if (window.scrollY === 0) turn();
    });
    window.addEventListener("popstate", follow);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("popstate", follow);
    };
  }, []);
  return null;
}
