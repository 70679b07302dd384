import type { Run } from "./diff-lines";

/** What stands for a difference that was given up: every line went, and every line came. Longer than it need be, and as right. */
export const allReplaced = (oldCount: number, newCount: number): Run[] => [
  { oldStart: 0, oldEnd: oldCount, newStart: 0, newEnd: newCount },
];
