import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { failOverlay, type Overlay, openOverlay } from "./overlay";

/** What comes sooner needs no word. */
const silentMs = 300;

const words = { palette: "Search", help: "The list of keys", line: "Go to a line" };
const boxClass =
  "animate-fade-in fixed inset-x-4 top-[max(1rem,10dvh)] z-50 mx-auto flex max-w-md flex-wrap items-center gap-3 rounded-lg border bg-bg-raised px-4 py-3 text-13 shadow-float";

/** In the place of a panel whose script is on the way. */
export function OverlayOnItsWay({ overlay }: { overlay: Overlay }) {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), silentMs);
    return () => clearTimeout(timer);
  }, []);
  if (!isLate) return null;
  return (
    <p role="status" className={boxClass}>
      {words[overlay]} is being loaded…
    </p>
  );
}

export function OverlayNotLoaded({ overlay }: { overlay: Overlay }) {
  useEffect(() => failOverlay(overlay), [overlay]);
  return null;
}

/** Why a key or a button opened nothing. Pressing it again tries again. */
export function OverlayFailure({ overlay }: { overlay: Overlay }) {
  return (
    <div role="alert" className={boxClass}>
      <p className="min-w-0 flex-1 basis-52">
        {words[overlay]} could not be loaded. Is there a connection? Should it fail again, reload the page.
      </p>
      <Button size="sm" onClick={() => openOverlay(overlay)}>
        Try again
      </Button>
      <Button size="sm" variant="ghost" onClick={() => openOverlay(null)}>
        Dismiss
      </Button>
    </div>
  );
}
