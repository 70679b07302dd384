import { describe, expect, it } from "vitest";
import { rangeOf } from "./byte-range";

describe("rangeOf", () => {
  it.each([
    ["bytes=0-0", { from: 0, length: 1 }],
    ["bytes=2-5", { from: 2, length: 4 }],
    ["bytes=7-", { from: 7, length: 3 }],
    ["bytes=7-99", { from: 7, length: 3 }],
    ["bytes=-3", { from: 7, length: 3 }],
    ["bytes=-99", { from: 0, length: 10 }],
    ["Bytes= 1-2 ", { from: 1, length: 2 }],
    ["bytes=10-", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=0-1,4-5", null],
    ["bytes=5-2", null],
    ["bytes=-", null],
    ["bytes=a-b", null],
    ["items=0-1", null],
    ["bytes=0-9999999999999999", null],
    [null, null],
  ])("%s of ten bytes", (header, range) => {
    expect(rangeOf(header, 10)).toEqual(range);
  });

  it("finds nothing in an empty file", () => {
    expect(rangeOf("bytes=0-", 0)).toBe("unsatisfiable");
    expect(rangeOf("bytes=-5", 0)).toBe("unsatisfiable");
  });
});
