import { expect, it } from "vitest";
import { askedLook, looksOf } from "./looks";
import { lookOrder } from "./test-look-order";

function looks(path: string, before: string, after: string) {
  const { change, diff } = lookOrder(path, before, after);
  return looksOf(change, diff);
}

const svg = (body: string) => `<svg xmlns="http://www.w3.org/2000/svg">${body}</svg>`;
const heavy = svg(`<g id="a">${"<path/>".repeat(400)}</g>${'<use href="#a"/>'.repeat(400)}`);

it("a source has no other look, unless its path says so", () => {
  expect(looks("a.ts", "a", "b")).toEqual([]);
  expect(looks("svg", svg(""), svg("<g/>"))).toEqual([]);
});

it("an SVG can be seen where both sides are light", () => {
  expect(looks("a/b.SVG", svg(""), svg("<g/>"))).toEqual(["image"]);
  expect(looks("a.svg", "", svg("<g/>"))).toEqual(["image"]);
  expect(looks("a.svg", heavy, svg(""))).toEqual([]);
  expect(looks("a.svg", svg(""), svg(" ".repeat(300_000)))).toEqual([]);
});

it.each([
  ["a.csv", "table"],
  ["a.TSV", "table"],
  ["docs/README.md", "rendered"],
  ["a b.ipynb", "cells"],
])("%s can be seen as %s", (path, look) => {
  expect(looks(path, "a", "b")).toEqual([look]);
});

it("a symlink has no looks, whatever it is called", () => {
  const { change, diff } = lookOrder("a.csv", "x", "y");
  const link = { mode: "120000", hash: "1".repeat(40) } as const;
  expect(looksOf({ ...change, after: link }, diff)).toEqual([]);
});

it("what a merge changed itself has its source alone", () => {
  const { change, diff } = lookOrder("a.csv", "x", "y");
  expect(looksOf({ ...change, others: [null] }, diff)).toEqual([]);
});

it("an address that names no look means the source", () => {
  expect(["image", "unknown", undefined, ["image"]].map((look) => askedLook.parse(look))).toEqual([
    "image",
    null,
    null,
    null,
  ]);
});
