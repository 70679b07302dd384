import { expect, test } from "vitest";
import { parsePathFilter } from "./path-filter";

const files = ["readme.md", "src/a.ts", "src/deep/b.TS", "src/deep/b.test.ts", "lib/src/c.js", "a b/[x].ts"];
const matching = (text: string) => files.filter((path) => parsePathFilter(text).matches(path));

test.each([
  ["", files],
  ["*.ts", ["src/a.ts", "src/deep/b.TS", "src/deep/b.test.ts", "a b/[x].ts"]],
  ["src/**", ["src/a.ts", "src/deep/b.TS", "src/deep/b.test.ts"]],
  ["src/*.ts", ["src/a.ts"]],
  ["src", ["src/a.ts", "src/deep/b.TS", "src/deep/b.test.ts", "lib/src/c.js"]],
  ["/src", ["src/a.ts", "src/deep/b.TS", "src/deep/b.test.ts"]],
  ["src/", ["src/a.ts", "src/deep/b.TS", "src/deep/b.test.ts", "lib/src/c.js"]],
  ["**/b.*", ["src/deep/b.TS", "src/deep/b.test.ts"]],
  ["*.ts, !*.test.ts, !a b", ["src/a.ts", "src/deep/b.TS"]],
  ["!src", ["readme.md", "a b/[x].ts"]],
  ["*.{md,js}", ["readme.md", "lib/src/c.js"]],
  ["\\[x].ts", ["a b/[x].ts"]],
  ["[ab].ts", ["src/a.ts", "src/deep/b.TS"]],
  ["[!a].ts", ["src/deep/b.TS"]],
  ["?.js", ["lib/src/c.js"]],
  ["src/**/b.ts", ["src/deep/b.TS"]],
  ["{", []],
  ["[", []],
  [",,!, ,", files],
] as [string, string[]][])("%s", (text, expected) => {
  expect(matching(text)).toEqual(expected);
});

test("a directory below which nothing can match is not entered", () => {
  const filter = parsePathFilter("src/lib/*.ts, !node_modules");
  expect(
    ["src", "src/lib", "docs", "src/other", "node_modules", "src/node_modules"].map(filter.mayEnter),
  ).toEqual([true, true, false, false, false, false]);
  expect(parsePathFilter("*.ts").mayEnter("anywhere/at/all")).toBe(true);
  expect(parsePathFilter("src/**/x").mayEnter("src/a/b/c")).toBe(true);
});

test.each([`${"*a".repeat(120)}b`, `${"**/".repeat(90)}z`, `x${"{a,b}".repeat(50)}`])(
  "a pattern made to be slow is not: %#",
  (text) => {
    const filter = parsePathFilter(text);
    const path = `${"a".repeat(250)}/${"a/".repeat(200)}${"a".repeat(250)}`;
    for (let round = 0; round < 200; round += 1) expect(filter.matches(path)).toBe(false);
  },
);
