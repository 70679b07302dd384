import { expect, it } from "vitest";
import type { RepoActivity, TokenProbe } from "@/lib/wire/leak-events";
import { type Incident, incidentNote } from "./incident-note";

const before: TokenProbe = {
  namespace: "acme",
  repo: "shop",
  verdict: "alive",
  scope: "write",
  status: 200,
  said: "git-receive-pack: open",
};
const token = {
  id: "0123456789abcdef",
  scope: "write",
  created_at: "2026-06-01T10:00:00Z",
  expires_at: "2026-06-02T10:00:00Z",
};
const activity: RepoActivity = {
  lastPushAt: null,
  commits: [{ hash: "a".repeat(40), message: "Add `a`", author: "Ann", committedAt: 1_780_311_600 }],
  hasMore: false,
};
const incident: Incident = {
  mask: "art_v1_0123…",
  place: "line 3",
  before,
  proof: { ...before, verdict: "dead", status: 403, said: "Invalid or expired token" },
  token,
  others: [],
  activity,
  revokedAt: Date.parse("2026-06-01T12:00:00Z"),
  tookMs: 400,
};

it("speaks of the time of the very token, and of what cannot be known", () => {
  const note = incidentNote([incident]);
  expect(note).toContain(
    "**Its time**: from 1 Jun 2026, 10:00:00 UTC to 1 Jun 2026, 12:00:00 UTC. 1 commit on the default branch is dated then:",
  );
  expect(note).toContain("  - `aaaaaaa` `Add  a `, 1 Jun 2026, 11:00:00 UTC");
  expect(note).toContain("**Not known**: what was cloned or read with it");
  expect(note).toContain("may be false");
});

it("says that nothing was pushed where the last push is older than the token, whatever commits are dated", () => {
  const note = incidentNote([{ ...incident, activity: { ...activity, lastPushAt: "2026-06-01T09:00:00Z" } }]);
  expect(note).toContain("nothing was pushed in its time");
  expect(note).not.toContain("aaaaaaa");
});

it("accuses no read token of a push", () => {
  const note = incidentNote([{ ...incident, before: { ...before, scope: "read" } }]);
  expect(note).toContain("Nothing could be pushed with it.");
  expect(note).not.toContain("aaaaaaa");
});

it("names what went before it, and does not know what it could not read", () => {
  const others = [{ ...token, id: "fedcba9876543210" }];
  const note = incidentNote([{ ...incident, others, activity: null }]);
  expect(note).toContain("**Revoked before it**, by choice, and not it: `fedcba9876543210`");
  expect(note).toContain("What was pushed then could not be read.");
});
