import { useSearchParams } from "next/navigation";
import { useState } from "react";

const newParam = "new";

/** Whether a dialog is open that a link may open from elsewhere, by `?new=1`; on the page itself too. */
export function useOpenedByAddress() {
  const isAskedFor = useSearchParams().has(newParam);
  const [wasAskedFor, setWasAskedFor] = useState(isAskedFor);
  const [open, setOpen] = useState(isAskedFor);
  if (isAskedFor !== wasAskedFor) {
    setWasAskedFor(isAskedFor);
    if (isAskedFor) setOpen(true);
  }
  const change = (next: boolean) => {
    setOpen(next);
    if (next) return;
    // A reload shall not open it again. After Back this is another entry already, which is left alone.
    const url = new URL(window.location.href);
    if (!url.searchParams.has(newParam)) return;
    url.searchParams.delete(newParam);
    window.history.replaceState(null, "", url);
  };
  return [open, change] as const;
}
