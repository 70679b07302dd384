import { expect, it } from "vitest";
import { isLikelyInitialToken } from "./token-origin";

const repo = "2026-03-01T10:00:00.000Z";
const initialToken = { scope: "write" as const, created_at: repo, expires_at: "2026-03-02T10:00:00.000Z" };

it("guesses that a write token of 24 hours made with the repo was born with it, and no other", () => {
  expect(isLikelyInitialToken(initialToken, repo)).toBe(true);
  expect(isLikelyInitialToken({ ...initialToken, created_at: "2026-03-01T10:00:03Z" }, repo)).toBe(true);
  expect(isLikelyInitialToken({ ...initialToken, scope: "read" }, repo)).toBe(false);
  expect(isLikelyInitialToken({ ...initialToken, expires_at: "2026-03-01T11:00:00Z" }, repo)).toBe(false);
  expect(isLikelyInitialToken(initialToken, "2026-03-01T09:00:00Z")).toBe(false);
  expect(isLikelyInitialToken({ ...initialToken, created_at: "some day" }, repo)).toBe(false);
});
