import { useSearchParams } from "next/navigation";
import { useMemo, useSyncExternalStore } from "react";

const changed = "vitrine:address";

/** Puts `url`, of the same page, into the address. */
export function changeAddress(url: string, how: "push" | "replace"): void {
  if (how === "push") window.history.pushState(null, "", url);
  else window.history.replaceState(null, "", url);
  window.dispatchEvent(new Event(changed));
}

/**
 * The query of the page at `path` as the address has it. Next's own hook follows in a transition, behind whatever Next is
 * restoring: what is shown lags behind what was chosen, and beside a Back it was seen never to follow at all.
 */
export function useAddressQuery(path: string): URLSearchParams {
  const followed = useSearchParams().toString();
  const query = useSyncExternalStore(
    subscribe,
    // On the way to another page the address is that one's already.
    () =>
      window.location.pathname === path ? new URLSearchParams(window.location.search).toString() : followed,
    () => followed,
  );
  return useMemo(() => new URLSearchParams(query), [query]);
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener(changed, onChange);
  window.addEventListener("popstate", onChange);
  return () => {
    window.removeEventListener(changed, onChange);
    window.removeEventListener("popstate", onChange);
  };
}
