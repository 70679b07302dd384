import { expect, test } from "vitest";
import { findHiddenCharacters, splitHidden } from "./hidden-characters";

test("finds what turns the direction of writing, and what has no width", () => {
  expect(findHiddenCharacters("a\nif (\u202eok\u2066) {\u200b}\n")).toEqual({
    bidirectionalCount: 2,
    invisibleCount: 1,
    firstLine: 2,
  });
  expect(findHiddenCharacters("plain\n")).toBeNull();
});

test("a joiner inside an emoji or a script that needs it is nothing to warn of, between letters it is", () => {
  expect(findHiddenCharacters("👩\u200d💻 می\u200cخواهم 🏴\u{e0067}\u{e0062}\u{e007f}")).toBeNull();
  expect(findHiddenCharacters("ad\u200dmin")).not.toBeNull();
});

test("names each and keeps every character", () => {
  const text = "a\u202eb\u{e0041}";
  expect(splitHidden(text)).toEqual([
    { text: "a", hidden: null },
    { text: "\u202e", hidden: "U+202E" },
    { text: "b", hidden: null },
    { text: "\u{e0041}", hidden: "U+E0041" },
  ]);
});
