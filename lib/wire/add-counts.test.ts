import { expect, test } from "vitest";
import { addCounts } from "./add-counts";

test("adds number to number, and changes neither record", () => {
  const [before, now] = [
    { files: 2, bytes: 0 },
    { files: 3, bytes: 5 },
  ];
  expect(addCounts(before, now)).toEqual({ files: 5, bytes: 5 });
  expect([before, now]).toEqual([
    { files: 2, bytes: 0 },
    { files: 3, bytes: 5 },
  ]);
});
