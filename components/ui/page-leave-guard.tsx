"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { listenForLeave } from "./leave-by";
import { LeaveQuestionDialog } from "./leave-question-dialog";
import { useLeaveGuard } from "./use-leave-guard";
import { LeaveGuardContext } from "./use-leave-question";

const stayOnPage = () => undefined;

/** For a page where leaving may lose something: asks as a dialog does, before any link, key or line of the palette leads away. */
export function PageLeaveGuard({ children }: { children: ReactNode }) {
  const guard = useLeaveGuard(stayOnPage);
  const latest = useRef(guard);
  useEffect(() => {
    latest.current = guard;
  });
  useEffect(() => {
    // Captured: before the router handles it, and wherever on the page the link is.
    const holdAway = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (link !== null && leadsAway(link)) latest.current.holdLink(event);
    };
    window.addEventListener("click", holdAway, { capture: true });
    const stopListening = listenForLeave((event) => {
      event.preventDefault();
      latest.current.askFirst(event.go);
    });
    return () => {
      window.removeEventListener("click", holdAway, { capture: true });
      stopListening();
    };
  }, []);
  return (
    <LeaveGuardContext value={guard.setQuestion}>
      {children}
      <LeaveQuestionDialog asked={guard.asked} />
    </LeaveGuardContext>
  );
}

/** Not to a place on the same page, nor to a file. */
function leadsAway({ pathname, search, protocol, download }: HTMLAnchorElement): boolean {
  const isHere = pathname === window.location.pathname && search === window.location.search;
  return !isHere && protocol.startsWith("http") && download === "";
}
