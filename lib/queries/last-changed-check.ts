import type { CommitBrief, LastChanged } from "@/lib/wire/answers";
import type { Check } from "./call-dashboard";

const states = ["looking", "limit", "done"] as const;
const hashPattern = /^[0-9a-f]{40}$/;

/**
 * What `lastChanged` of lib/wire/answers.ts checks, by hand: directory pages ask for it by themselves, and with a schema they
 * would load the library of schemas. A test holds the two together.
 */
export const lastChangedCheck: Check<LastChanged> = {
  safeParse(value) {
    const { commits, latest, lookedAt, state: named } = fieldsOf(value);
    const state = states.find((known) => known === named);
    if (!isListOf(isCommitBrief, commits) || !isListOf(isInteger, latest)) return { success: false };
    if (!isInteger(lookedAt) || state === undefined) return { success: false };
    return { success: true, data: { commits, latest, lookedAt, state } };
  },
};

function isCommitBrief(value: unknown): value is CommitBrief {
  const { hash, subject, author, committedAt } = fieldsOf(value);
  const isHash = typeof hash === "string" && hashPattern.test(hash);
  return isHash && typeof subject === "string" && typeof author === "string" && isInteger(committedAt);
}

const isInteger = (value: unknown): value is number => Number.isSafeInteger(value);

function isListOf<T>(is: (value: unknown) => value is T, value: unknown): value is T[] {
  return Array.isArray(value) && value.every(is);
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
