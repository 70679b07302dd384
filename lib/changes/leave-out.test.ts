import { expect, it } from "vitest";
import { leaveOut } from "./leave-out";

const shown = (text: string) =>
  leaveOut([...text], (item) => item === ".")
    .map((item) => (typeof item === "string" ? item : `(${item.leftOut.length})`))
    .join("");

it.each([
  ["", ""],
  ["......", "(6)"],
  ["...x...", "...x..."],
  ["....x....", "(2)..x..(2)"],
  [".....x.....y.....", "(3)..x.....y..(3)"],
  ["x......y", "x..(2)..y"],
  ["xxx", "xxx"],
])("%j is shown as %j", (text, expected) => {
  expect(shown(text)).toBe(expected);
});
