import { expect, test } from "vitest";
import { decodeLine, encodeTokens, tokensOf } from "./token-codes";

test("what is encoded is decoded, line by line", () => {
  const packed = Uint32Array.from([2, 5 * 32 + 2, 40 * 32, 0, 1, 3 * 32 + 16]);
  const codes = encodeTokens(packed);
  expect(codes).toBe("5C  3Q");
  const [first = "", second = "", third = ""] = codes.split(" ");
  const rest = ` ${"x".repeat(39)}`;
  expect(decodeLine(`const${rest}`, first)).toEqual([
    ["const", 2],
    [rest, 0],
  ]);
  expect(decodeLine("", second)).toEqual([]);
  expect(decodeLine("abc", third)).toEqual([["abc", 16]]);
});

test("tokens can be measured without their text", () => {
  expect(tokensOf("5C1A12B")).toEqual([
    [5, 2],
    [1, 0],
    [38, 1],
  ]);
  expect(tokensOf("")).toEqual([]);
});
