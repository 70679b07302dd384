import { expect, test } from "vitest";
import { lastChanged } from "@/lib/wire/answers";
import { lastChangedCheck } from "./last-changed-check";

const commit = { hash: "a".repeat(40), subject: "s", author: "a", committedAt: 1 };
const whole = { commits: [commit], latest: [0, -1], lookedAt: 2, state: "limit" };

test.each([
  whole,
  { commits: [], latest: [], lookedAt: 0, state: "looking" },
  { ...whole, state: "ended" },
  { ...whole, lookedAt: 1.5 },
  { ...whole, lookedAt: undefined },
  { ...whole, latest: [0.5] },
  { ...whole, latest: ["0"] },
  { ...whole, latest: { 0: 1 } },
  { ...whole, commits: [{ ...commit, hash: "main" }] },
  { ...whole, commits: [{ ...commit, subject: null }] },
  { ...whole, commits: [{ ...commit, author: undefined }] },
  { ...whole, commits: [{ ...commit, committedAt: "now" }] },
  { ...whole, commits: [null] },
  { ...whole, commits: "none" },
  [],
  null,
  "done",
])("by hand as by the schema: %j", (answer) => {
  const byHand = lastChangedCheck.safeParse(answer);
  const bySchema = lastChanged.safeParse(answer);
  expect(byHand.success).toBe(bySchema.success);
  if (byHand.success) expect(byHand.data).toEqual(bySchema.data);
});
