import { expect, test } from "vitest";
import { attributesOf, parseAttributes } from "./git-attributes";

const of = (text: string, path: string, isDirectory = false) =>
  Object.fromEntries(attributesOf([parseAttributes(text, "")], path, isDirectory));

test("a later line goes before an earlier one, and takes back what it says", () => {
  expect(of("*.c a b=1\nx.c -a !b\n", "x.c")).toEqual({ a: false });
  expect(of("x.c -a\n*.c a=2\n", "x.c")).toEqual({ a: "2" });
  expect(of("*.c a a=1 -a\n", "x.c")).toEqual({ a: false });
});

test("macros stand for their attributes, in the root's file alone", () => {
  expect(of("*.c binary\n", "x.c")).toEqual({ binary: true, diff: false, merge: false, text: false });
  expect(of("[attr]m a -b\n[attr]n m c\n*.c n\nx.c !m\n", "x.c")).toEqual({ n: true, c: true });
  expect(of("*.c -m\n[attr]m a\n", "x.c")).toEqual({ m: false });
  expect(of("*.c m text\n[attr]m binary\n", "x.c")).toMatchObject({ text: true, diff: false });
  const nested = [parseAttributes("", ""), parseAttributes("[attr]m a\n*.c m\n", "dir")];
  expect(Object.fromEntries(attributesOf(nested, "dir/x.c"))).toEqual({ m: true });
  // One that names itself ends.
  expect(of("[attr]m m a\n*.c m\n", "x.c")).toEqual({ m: true, a: true });
});

test("a deeper file goes before a higher one, and says nothing of its neighbours", () => {
  const files = [parseAttributes("*.c a\n", ""), parseAttributes("*.c -a\n/x.c b\n", "dir")];
  expect(Object.fromEntries(attributesOf(files, "dir/x.c"))).toEqual({ a: false, b: true });
  expect(Object.fromEntries(attributesOf(files, "dir/sub/x.c"))).toEqual({ a: false });
  expect(Object.fromEntries(attributesOf(files, "dirx.c"))).toEqual({ a: true });
});

test("a slash at the end means directories, a name that is none ends the line", () => {
  expect(of("build/ a\n", "build", true)).toEqual({ a: true });
  expect(of("build/ a\n", "build")).toEqual({});
  expect(of("*.c a @x\n", "x.c")).toEqual({});
  expect(of("!*.c a\n\n# *.c a\n", "x.c")).toEqual({});
  expect(of("*.c __proto__ constructor=1\n", "x.c")).toEqual(
    Object.fromEntries([
      ["__proto__", true],
      ["constructor", "1"],
    ]),
  );
});
