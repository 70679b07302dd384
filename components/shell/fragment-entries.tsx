"use client";

import { useEffect } from "react";

/**
 * A link to a fragment makes an entry of the history that the router knows nothing of: coming back to it from another page
 * would change the address, and the page not. Each is made one of the router's.
 */
export function FragmentEntries() {
  useEffect(() => {
    const adopt = () => {
      if (window.history.state === null) window.history.replaceState(null, "", window.location.href);
    };
    window.addEventListener("popstate", adopt);
    return () => window.removeEventListener("popstate", adopt);
  }, []);
  return null;
}
