/** What is asked before something is left that would be lost. Constants, each one object: another object is another question. */
export interface LeaveQuestion {
  title: string;
  advice: string;
  stay: string;
  leave: string;
  /** Whether a link inside asks too, not only closing. */
  holdsLinks: boolean;
}

export const unsavedInput: LeaveQuestion = {
  title: "Discard what you typed?",
  advice: "Nothing of it has been sent.",
  stay: "Keep editing",
  leave: "Discard",
  holdsLinks: true,
};

export const underWay: LeaveQuestion = {
  title: "Leave while this is under way?",
  advice:
    "It has been sent and will most likely be done all the same, but you will not see its outcome, nor a token that comes with it.",
  stay: "Keep waiting",
  leave: "Leave",
  holdsLinks: true,
};

export const secretUntaken: LeaveQuestion = {
  title: "Close without the token?",
  advice:
    "You have not copied it, and it cannot be shown again. It stays alive until it expires or you revoke it on the Tokens page.",
  stay: "Go back to it",
  leave: "Close without it",
  // The way on from a secret is a link: following it is the decision.
  holdsLinks: false,
};

export const switchUnfinished: LeaveQuestion = {
  title: "Leave the old token alive?",
  advice: "The new token is made and both work. You can revoke the old one later on the Tokens page.",
  stay: "Go back",
  leave: "Leave both alive",
  holdsLinks: false,
};

export const restNotBegun: LeaveQuestion = {
  title: "Leave with imports not begun?",
  advice: "What was begun goes on by itself. The lines that are not begun are on this page alone.",
  stay: "Stay here",
  leave: "Leave",
  holdsLinks: true,
};
