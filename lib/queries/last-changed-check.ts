import type { CommitBrief, LastChanged } from "@/lib/wire/answers";
import { isInteger, isListOf, isOneOf, isShape, isText } from "@/lib/wire/shape";
import type { Check } from "./call-dashboard";

const hashPattern = /^[0-9a-f]{40}$/;
const isHash = (value: unknown) => isText(value) && hashPattern.test(value);
const isCommitBrief = isShape<CommitBrief>({
  hash: isHash,
  subject: isText,
  author: isText,
  committedAt: isInteger,
});
const isLastChanged = isShape<LastChanged>({
  commits: isListOf(isCommitBrief),
  latest: isListOf(isInteger),
  lookedAt: isInteger,
  state: isOneOf(["looking", "limit", "done"]),
});

/** What `lastChanged` of lib/wire/answers.ts checks, by hand: directory pages ask for it by themselves. */
export const lastChangedCheck: Check<LastChanged> = {
  safeParse: (value) => (isLastChanged(value) ? { success: true, data: value } : { success: false }),
};
