import { expect, it } from "vitest";
import { matchHashes } from "./shown-hashes";

const one = "ab12".padEnd(40, "0");
const two = "ab13".padEnd(40, "0");

it("takes a whole hash as it is, and a part of one that the page shows", () => {
  expect(matchHashes(` ${one.toUpperCase()} `, [])).toEqual([one]);
  expect(matchHashes("ab12", [one, two])).toEqual([one]);
  expect(matchHashes("ab1", [one, two])).toEqual([]);
  expect(matchHashes("ab14", [one, two])).toEqual([]);
  expect(matchHashes("door", [one])).toEqual([]);
});
