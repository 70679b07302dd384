import { createContext, useContext, useLayoutEffect } from "react";
import {
  type LeaveQuestion,
  restNotBegun,
  secretUntaken,
  switchUnfinished,
  underWay,
  unsavedInput,
} from "./leave-questions";

type SetQuestion = (question: LeaveQuestion | null) => void;

/** Where what stands inside a dialog says that leaving it must be asked about. */
export const LeaveGuardContext = createContext<SetQuestion>(() => undefined);

function useLeaveQuestion(question: LeaveQuestion | null) {
  const setQuestion = useContext(LeaveGuardContext);
  // With the very change that is seen: Escape pressed as an answer appears must not be held by what was under way before it.
  useLayoutEffect(() => {
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
