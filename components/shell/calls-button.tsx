"use client";

import { lazy, Suspense, useState } from "react";
import { Icon } from "@/components/ui/icon";

// Loaded by the first use: a page that does not open it does not pay for it.
const CallsDrawer = lazy(() => import("./calls-drawer"));

/** "Show your work": which calls to Artifacts are behind the screen. */
export function CallsButton() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        data-action="Show your work: the calls behind this screen"
        onClick={() => setOpen(true)}
        className="foot-tool"
      >
        <Icon name="activity" size={14} />
        Show your work
      </button>
      <Suspense fallback={null}>{isOpen ? <CallsDrawer onClose={() => setOpen(false)} /> : null}</Suspense>
    </>
  );
}
