import { expect, it } from "vitest";
import { countByExpiry, expiryBucketOf } from "./expiry-buckets";
import { createLiveTokens } from "./live-tokens";
import { summariseTokens } from "./summarise";

const now = Date.parse("2026-06-01T00:00:00Z");
const day = 86_400_000;
const token = (
  id: string,
  scope: "read" | "write",
  livesMs: number,
  initial: "known" | "likely" | null = null,
) => ({
  ...{ id, scope, initial, createdAt: now, expiresAt: now + livesMs, isOwn: false, purpose: null },
});

it("sums up what lives in a sentence", () => {
  const tokens = [token("a", "write", day, "known"), token("b", "write", 30 * day), token("c", "read", day)];
  expect(summariseTokens(tokens, 10_000, now)).toBe(
    "3 live tokens in 10,000 repos: 2 may write, 1 lives longer than a week, 1 was born with its repo.",
  );
  const guessed = [...tokens, token("d", "write", day, "likely")];
  expect(summariseTokens(guessed, 3, now)).toMatch(/, 2 were probably born with their repo\.$/);
  expect(summariseTokens([], 1, now)).toBe("0 live tokens in 1 repo.");
});

it("counts by the span in which they end", () => {
  expect(expiryBucketOf(3_600_000)).toBe("1h");
  expect(expiryBucketOf(3_600_001)).toBe("6h");
  expect(expiryBucketOf(400 * day)).toBe("later");
  const counts = countByExpiry([token("a", "write", day), token("b", "read", day)], now);
  expect(counts["24h"]).toEqual({ write: 1, read: 1 });
});

it("takes the last word on a repo, and lists nothing that has ended", () => {
  const live = createLiveTokens();
  live.put([{ repo: "shop", tokens: [token("a", "write", day), token("b", "read", -1)] }]);
  expect(live.count).toBe(2);
  expect([live.list(now).map(({ id }) => id), live.count]).toEqual([["a"], 1]);
  live.put([{ repo: "shop", tokens: [token("c", "read", day)] }]);
  expect([live.has("a"), live.has("c")]).toEqual([false, true]);
  live.remove(["c"]);
  expect([live.count, live.list(now)]).toEqual([0, []]);
});
