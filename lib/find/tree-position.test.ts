import { expect, test } from "vitest";
import { formatTreePosition, parseTreePosition } from "./tree-position";

const tree = "0123456789abcdef0123456789abcdef01234567";

test("a place in a tree comes back out of its text", () => {
  expect(parseTreePosition(tree, formatTreePosition(tree, [3, 0, 17]))).toEqual([3, 0, 17]);
});

test.each([
  "",
  "0123456789ab",
  "0123456789ab.",
  "0123456789ab.-1",
  "0123456789ab.1.5e3",
  "0123456789ab.01",
  "0123456789ab.999999999",
  "ffffffffffff.1",
  `0123456789ab${".1".repeat(5_000)}`,
  "../../x",
])("%s is no place in this tree", (text) => {
  expect(parseTreePosition(tree, text)).toBeNull();
});
