import { expect, test } from "vitest";
import { absoluteTime, describeTime, timeAgo } from "./time-ago";

const now = Date.parse("2026-03-05T14:03:07Z");
const ago = (seconds: number) => timeAgo(now / 1000 - seconds, now);

test.each([
  [0, "just now"],
  [59, "just now"],
  [60, "1 minute ago"],
  [3_599, "59 minutes ago"],
  [3_600, "1 hour ago"],
  [86_399, "23 hours ago"],
  [3 * 86_400, "3 days ago"],
  [8 * 86_400, "1 week ago"],
  [40 * 86_400, "1 month ago"],
  [364 * 86_400, "11 months ago"],
  [800 * 86_400, "2 years ago"],
  [-30, "in under a minute"],
  [-7_200, "in 2 hours"],
])("%d seconds back is %s", (seconds, words) => {
  expect(ago(seconds)).toBe(words);
});

test("ISO and unix seconds mean the same moment", () => {
  expect(describeTime("2026-03-05T12:03:07Z", now)).toEqual(describeTime(now / 1000 - 7_200, now));
  expect(describeTime("2026-03-05T12:03:07Z", now)).toEqual({
    dateTime: "2026-03-05T12:03:07.000Z",
    relative: "2 hours ago",
    absolute: "5 Mar 2026, 12:03:07 UTC",
  });
});

test("a time that is none is said to be unknown", () => {
  expect(describeTime("yesterday-ish", now).dateTime).toBe("");
  expect(timeAgo(1e18, now)).toBe("at an unknown time");
  expect(absoluteTime(Number.NaN)).toBe("Unknown time");
});
