import { expect, test } from "vitest";
import { extendRange, formatLineHash, parseLineHash } from "./line-hash";

test.each([
  ["#L10", { from: 10, to: 10 }],
  ["#L10-L20", { from: 10, to: 20 }],
  ["#L20-L10", { from: 10, to: 20 }],
  ["#L10-20", { from: 10, to: 20 }],
  ["#L10C3", { from: 10, to: 10 }],
  ["#L10C3-L12C5", { from: 10, to: 12 }],
  ["#L0", null],
  ["#l10", null],
  ["#L10-", null],
  ["#L10-L20-L30", null],
  ["#L99999999999999", null],
  ["#readme", null],
  ["", null],
])("%s points at %o", (hash, range) => {
  expect(parseLineHash(hash)).toEqual(range);
});

test("a range is written as it is read", () => {
  for (const hash of ["#L1", "#L3-L7"]) {
    const range = parseLineHash(hash);
    expect(range && formatLineHash(range)).toBe(hash);
  }
});

test("Shift extends from the last plain click, in both directions", () => {
  expect(extendRange(5, 9, true)).toEqual({ from: 5, to: 9 });
  expect(extendRange(5, 2, true)).toEqual({ from: 2, to: 5 });
  expect(extendRange(5, 9, false)).toEqual({ from: 9, to: 9 });
  expect(extendRange(null, 9, true)).toEqual({ from: 9, to: 9 });
});
