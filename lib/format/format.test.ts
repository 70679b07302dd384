import { expect, test } from "vitest";
import { exactBytes, formatBytes } from "./bytes";
import { countOf, formatCount } from "./count";
import { countdown, formatDuration } from "./duration";
import { shortHash } from "./short-hash";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_000, "1 KB"],
  [12_345, "12.3 KB"],
  [999_949, "999.9 KB"],
  [999_999, "1 MB"],
  [314_572_800, "314.6 MB"],
  [1.5e12, "1.5 TB"],
])("%d bytes are %s", (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words);
});

test("exact sizes and counts are grouped and agree in number", () => {
  expect(exactBytes(1)).toBe("1 byte");
  expect(exactBytes(1_234_567)).toBe("1,234,567 bytes");
  expect(formatCount(100_000)).toBe("100,000");
  expect(countOf(1, "branch", "branches")).toBe("1 branch");
  expect(countOf(0, "commit")).toBe("0 commits");
});

test.each([
  [0, "0 s"],
  [45, "45 s"],
  [900, "15 min"],
  [3_900, "1 h 5 min"],
  [86_400, "1 d"],
  [86_403, "1 d"],
  [31_536_000, "365 d"],
])("%d seconds last %s", (seconds, words) => {
  expect(formatDuration(seconds)).toBe(words);
});

test("the last hour is counted down, nothing else is", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  expect(countdown("2026-01-01T00:12:05Z", now)).toBe("12:05");
  expect(countdown("2026-01-01T00:00:00.500Z", now)).toBe("0:01");
  expect(countdown("2026-01-01T01:00:00Z", now)).toBeNull();
  expect(countdown("2026-01-01T00:00:00Z", now)).toBeNull();
  expect(countdown("never", now)).toBeNull();
});

test("a hash is shortened to seven characters", () => {
  expect(shortHash("0123456789abcdef0123456789abcdef01234567")).toBe("0123456");
});
