import { expect, it } from "vitest";
import { matchHashes } from "./shown-hashes";

const one = "ab12".padEnd(40, "0");
const two = "ab13".padEnd(40, "0");

it("takes a whole hash as it is, a part of one that the page shows, and what may be a part of another", () => {
  expect(matchHashes(` ${one.toUpperCase()} `, [])).toEqual([one]);
  expect(matchHashes("ab12", [one, two])).toEqual([one]);
  expect(matchHashes("ab1", [one, two])).toEqual([]);
  expect(matchHashes("ab14", [one, two])).toEqual(["ab14"]);
  expect(matchHashes("cafe", [])).toEqual([]);
  expect(matchHashes("deadbee", [])).toEqual(["deadbee"]);
  expect(matchHashes("ab14^0", [])).toEqual(["ab14"]);
  expect(matchHashes("door", [one])).toEqual([]);
});
