import { type MouseEvent as ReactMouseEvent, useEffect, useRef, useState } from "react";
import type { LeaveQuestion } from "./leave-questions";

/**
 * Asks before a dialog or a page is left with something to lose: by its own ways out, a link inside, Back and Forward, or the tab's
 * closing (there the browser asks in its own words).
 */
export function useLeaveGuard(close: () => void) {
  const [question, setQuestion] = useState<LeaveQuestion | null>(null);
  const [going, setGoing] = useState<(() => void) | null>(null);
  // Set from the answer on: what was decided is not asked again on its way out.
  const isDecided = useRef(false);
  const closing = useRef(close);
  useEffect(() => {
    closing.current = close;
  });

  useEffect(() => {
    isDecided.current = false;
    if (question === null) {
      // What was asked about is done meanwhile.
      setGoing(null);
      return;
    }
    const holdTab = (event: BeforeUnloadEvent) => {
      if (!isDecided.current) event.preventDefault();
    };
    const holdHistory = (event: NavigateEvent) => {
      if (event.navigationType !== "traverse" || !event.cancelable || isDecided.current) return;
      event.preventDefault();
      const { key } = event.destination;
      setGoing(() => () => {
        closing.current();
        window.navigation.traverseTo(key);
      });
    };
    // Browsers from before 2026 may lack it; there Back leaves unasked.
    const history: Navigation | undefined = window.navigation;
    window.addEventListener("beforeunload", holdTab);
    history?.addEventListener("navigate", holdHistory);
    return () => {
      window.removeEventListener("beforeunload", holdTab);
      history?.removeEventListener("navigate", holdHistory);
    };
  }, [question]);

  const askFirst = (go: () => void) => {
    if (question === null || isDecided.current) go();
    else setGoing(() => go);
  };
  const holdLink = (event: MouseEvent | ReactMouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || link?.target === "_blank";
    if (!question?.holdsLinks || !link || opensElsewhere || isDecided.current) return;
    event.preventDefault();
    event.stopPropagation();
    setGoing(() => () => {
      link.click();
      closing.current();
    });
  };
  const decide = () => {
    isDecided.current = true;
    setGoing(null);
    going?.();
  };

  return {
    askFirst,
    holdLink,
    setQuestion,
    asked: question !== null && going !== null ? { question, decide, stay: () => setGoing(null) } : null,
  };
}
