import { expect, it } from "vitest";
import { askedLook, looksOf } from "./looks";
import { lookOrder } from "./test-look-order";

const diffOf = (before: string, after: string) => lookOrder("", before, after).diff;

const svg = (body: string) => `<svg xmlns="http://www.w3.org/2000/svg">${body}</svg>`;
const heavy = svg(`<g id="a">${"<path/>".repeat(400)}</g>${'<use href="#a"/>'.repeat(400)}`);

it("a source has no other look, unless its path says so", () => {
  expect(looksOf("a.ts", diffOf("a", "b"))).toEqual([]);
  expect(looksOf("svg", diffOf(svg(""), svg("<g/>")))).toEqual([]);
});

it("an SVG can be seen where both sides are light", () => {
  expect(looksOf("a/b.SVG", diffOf(svg(""), svg("<g/>")))).toEqual(["image"]);
  expect(looksOf("a.svg", diffOf("", svg("<g/>")))).toEqual(["image"]);
  expect(looksOf("a.svg", diffOf(heavy, svg("")))).toEqual([]);
  expect(looksOf("a.svg", diffOf(svg(""), svg(" ".repeat(300_000))))).toEqual([]);
});

it.each([
  ["a.csv", "table"],
  ["a.TSV", "table"],
])("%s can be seen as %s", (path, look) => {
  expect(looksOf(path, diffOf("a", "b"))).toEqual([look]);
});

it("an address that names no look means the source", () => {
  expect(["image", "unknown", undefined, ["image"]].map((look) => askedLook.parse(look))).toEqual([
    "image",
    null,
    null,
    null,
  ]);
});
