import { expect, test } from "vitest";
import { lineHashOf } from "./parse-lines";

test.each([
  ["42", "#L42"],
  [" L42 ", "#L42"],
  ["10-20", "#L10-L20"],
  ["L20-L10", "#L10-L20"],
  ["#L7", "#L7"],
  ["7 – 7", "#L7"],
])("%j is %s", (text, hash) => {
  expect(lineHashOf(text)).toBe(hash);
});

test.each(["", "0", "x", "1-", "-3", "1.5", "99999999999", "1-2-3"])("%j is no line", (text) => {
  expect(lineHashOf(text)).toBeNull();
});
