import { expect, test } from "vitest";
import { lineEndingsOf, withLineFeeds } from "./line-endings";

test.each([
  ["a\nb\n", "LF", true],
  ["a\r\nb", "CRLF", false],
  ["a\r\nb\n", "mixed", true],
  ["a\rb\r", "CR", true],
  ["a\rb\nc", "LF", false],
  ["a", "none", false],
  ["", "none", false],
])("the lines of %j end with %s", (text, kind, hasFinalNewline) => {
  expect(lineEndingsOf(text)).toEqual({ kind, hasFinalNewline });
});

test("every line end becomes a line feed", () => {
  for (const text of ["a\r\nb\n", "a\rb\r", "a\nb\n"]) {
    expect(withLineFeeds(text, lineEndingsOf(text)).split("\n").slice(0, 2)).toEqual(["a", "b"]);
  }
});
