import { expect, it } from "vitest";
import { bestFirst } from "./best-first";

const sorted = (names: string[], typed: string) => bestFirst(names, typed, (name) => name);

it("puts the exact name first, then what begins so, then words that do", () => {
  const names = ["my-shopping", "re-shop", "workshop", "shop-2", "Shop"];
  expect(sorted(names, "shop")).toEqual(["Shop", "shop-2", "my-shopping", "re-shop", "workshop"]);
});

it("changes nothing where nothing is typed, or all fit alike", () => {
  expect(sorted(["b", "a"], " ")).toEqual(["b", "a"]);
  expect(sorted(["new repo", "new token"], "new")).toEqual(["new repo", "new token"]);
});
