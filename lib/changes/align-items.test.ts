import { expect, it } from "vitest";
import { alignItems } from "./align-items";
import { diffItems } from "./diff-items";

async function align(before: string[], after: string[], isPair = (_old: number, _now: number) => true) {
  const runs = await diffItems(before, after, "acme/demo");
  return alignItems({ before, after, runs: runs ?? [], isPair }).map((at) =>
    [at.before === null ? "-" : before[at.before], at.after === null ? "-" : after[at.after]].join(" > "),
  );
}

it("what stayed, was changed, went and came is one list", async () => {
  expect(await align(["a", "b one two", "c", "d"], ["a", "b one three", "d", "e"])).toEqual([
    "a > a",
    "b one two > b one three",
    "c > -",
    "d > d",
    "- > e",
  ]);
});

it("those that are no pair are two", async () => {
  expect(await align(["a", "b"], ["a", "c"], () => false)).toEqual(["a > a", "b > -", "- > c"]);
});

it("an item may span lines, be empty, and be there more than once", async () => {
  expect(await align(["x\ny", "", ""], ["", "x\ny", ""])).toEqual(["x\ny > -", " > ", "- > x\ny", " > "]);
});
