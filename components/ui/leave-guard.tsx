"use client";

import { AlertDialog as Radix } from "radix-ui";
import {
  createContext,
  type MouseEvent as ReactMouseEvent,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";
import { Button } from "./button";
import { listenForLeave } from "./leave-by";

/** What is asked before something is left that would be lost. Module constants: a new object asks anew. */
interface LeaveQuestion {
  title: string;
  advice: string;
  stay: string;
  leave: string;
  /** Whether a link inside asks too, not only closing. */
  holdsLinks: boolean;
}

const unsavedInput: LeaveQuestion = {
  title: "Discard what you typed?",
  advice: "Nothing of it has been sent.",
  stay: "Keep editing",
  leave: "Discard",
  holdsLinks: true,
};

const underWay: LeaveQuestion = {
  title: "Leave while this is under way?",
  advice:
    "It has been sent and will most likely be done all the same, but you will not see its outcome, nor a token that comes with it.",
  stay: "Keep waiting",
  leave: "Leave",
  holdsLinks: true,
};

const secretUntaken: LeaveQuestion = {
  title: "Close without the token?",
  advice:
    "You have not copied it, and it cannot be shown again. It stays alive until it expires or you revoke it on the Tokens page.",
  stay: "Go back to it",
  leave: "Close without it",
  // The way on from a secret is a link, and whoever follows it has decided.
  holdsLinks: false,
};

const switchUnfinished: LeaveQuestion = {
  title: "Leave the old token alive?",
  advice: "The new token is made and both work. You can revoke the old one later on the Tokens page.",
  stay: "Go back",
  leave: "Leave both alive",
  holdsLinks: false,
};

const restNotBegun: LeaveQuestion = {
  title: "Leave with imports not begun?",
  advice: "What was begun goes on by itself. The lines that are not begun are on this page alone.",
  stay: "Stay here",
  leave: "Leave",
  holdsLinks: true,
};

type SetQuestion = (question: LeaveQuestion | null) => void;

/** Where what stands inside a dialog says that leaving it must be asked about. */
export const LeaveGuardContext = createContext<SetQuestion>(() => undefined);

function useLeaveQuestion(question: LeaveQuestion | null) {
  const setQuestion = useContext(LeaveGuardContext);
  useEffect(() => {
    setQuestion(question);
    return () => setQuestion(null);
  }, [setQuestion, question]);
}

/** For a form in a dialog: `isDirty` when a field differs from what it began with. */
export function useUnsavedInput({ isDirty, isSubmitting }: { isDirty: boolean; isSubmitting: boolean }) {
  useLeaveQuestion(isSubmitting ? underWay : isDirty ? unsavedInput : null);
}

/** For a list of which some lines are still to be begun. */
export function useUnfinishedList({ isBegun, hasRest }: { isBegun: boolean; hasRest: boolean }) {
  useLeaveQuestion(hasRest ? (isBegun ? restNotBegun : unsavedInput) : null);
}

/** For a secret in a dialog that is shown this once, until it was copied or killed. */
export function useUntakenSecret(isUntaken: boolean) {
  useLeaveQuestion(isUntaken ? secretUntaken : null);
}

/** For a secret that takes the place of another one, until it was copied and the other one revoked. */
export function useUnfinishedSwitch({ isUntaken, isOldAlive }: { isUntaken: boolean; isOldAlive: boolean }) {
  useLeaveQuestion(isUntaken ? secretUntaken : isOldAlive ? switchUnfinished : null);
}

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

const stayOnPage = () => undefined;

/** For a page that may hold something to lose: asks as a dialog does, whichever link, key or line of the palette leads away. */
export function PageLeaveGuard({ children }: { children: ReactNode }) {
  const guard = useLeaveGuard(stayOnPage);
  const latest = useRef(guard);
  useEffect(() => {
    latest.current = guard;
  });
  useEffect(() => {
    // Before the router hears of it, and wherever on the page the link is.
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

/** The question itself, over the dialog that it is about. */
export function LeaveQuestionDialog({ asked }: { asked: ReturnType<typeof useLeaveGuard>["asked"] }) {
  const before = useRef<Element | null>(null);
  return (
    <Radix.Root open={asked !== null} onOpenChange={(open) => !open && asked?.stay()}>
      <Radix.Portal>
        <Radix.Overlay className="animate-fade-in fixed inset-0 z-50 bg-scrim" />
        <Radix.Content
          onOpenAutoFocus={() => {
            before.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus();
          }}
          className="animate-rise-in fixed inset-x-4 top-[max(2rem,20dvh)] z-50 mx-auto grid max-w-sm gap-1 rounded-lg border bg-bg-raised px-5 pt-4 pb-5 shadow-float"
        >
          <Radix.Title className="text-16 font-semibold">{asked?.question.title}</Radix.Title>
          <Radix.Description className="text-13 text-text-muted">{asked?.question.advice}</Radix.Description>
          <div className="mt-4 flex flex-wrap justify-end gap-2">
            <Radix.Cancel asChild>
              <Button>{asked?.question.stay}</Button>
            </Radix.Cancel>
            <Button variant="danger" onClick={asked?.decide}>
              {asked?.question.leave}
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
