import { expect, it } from "vitest";
import { initialOf } from "./token-origin";

const repo = "2026-03-01T10:00:00.000Z";
const token = {
  scope: "write" as const,
  created_at: repo,
  expires_at: "2026-03-02T10:00:00.000Z",
  isInitial: false,
  purpose: null,
};

it("guesses that a write token of 24 hours made with the repo was born with it, and no other", () => {
  expect(initialOf(token, repo)).toBe("likely");
  expect(initialOf({ ...token, created_at: "2026-03-01T10:00:03Z" }, repo)).toBe("likely");
  expect(initialOf({ ...token, scope: "read" }, repo)).toBeNull();
  expect(initialOf({ ...token, expires_at: "2026-03-01T11:00:00Z" }, repo)).toBeNull();
  expect(initialOf(token, "2026-03-01T09:00:00Z")).toBeNull();
  expect(initialOf({ ...token, created_at: "some day" }, repo)).toBeNull();
});

it("knows of a repo that this dashboard made, and guesses nothing of a token made for a purpose", () => {
  expect(initialOf({ ...token, isInitial: true }, "2026-03-01T09:00:00Z")).toBe("known");
  expect(initialOf({ ...token, purpose: "nightly build" }, repo)).toBeNull();
});
