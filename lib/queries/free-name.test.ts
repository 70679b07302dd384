import { describe, expect, it } from "vitest";
import { findFreeNumber } from "./free-name";

/** Numbers that are taken, and how often it was asked. */
function taken(isTaken: (number: number) => boolean) {
  const asked: number[] = [];
  const find = () =>
    findFreeNumber(async (number) => {
      asked.push(number);
      return isTaken(number);
    });
  return { asked, find };
}

describe("findFreeNumber", () => {
  it("is 1 where the name itself is free, by one question", async () => {
    const { asked, find } = taken(() => false);
    expect(await find()).toBe(1);
    expect(asked).toEqual([1]);
  });

  it.each([1, 2, 3, 4, 5, 19, 20, 21, 500])("is the next one where 1 to %i are taken", async (last) => {
    const { asked, find } = taken((number) => number <= last);
    expect(await find()).toBe(last + 1);
    expect(asked.length).toBeLessThanOrEqual(20);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it("is a free one where gaps are between", async () => {
    const names = new Set([1, 2, 3, 4, 5, 7, 8, 9]);
    const free = await taken((number) => names.has(number)).find();
    expect(names.has(free ?? 1)).toBe(false);
  });

  it("gives up where everything is taken", async () => {
    const { asked, find } = taken(() => true);
    expect(await find()).toBeNull();
    expect(asked.length).toBeLessThanOrEqual(20);
  });
});
