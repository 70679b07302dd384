import { expect, test } from "vitest";
import { parseTable, tableMaxRows } from "./parse-table";

test("reads quoted cells, other delimiters and rows of the wrong length", () => {
  expect(parseTable('a,b\n"x, ""y""\n",2\n3\n', "t.csv")).toMatchObject({
    header: ["a", "b"],
    rows: [
      ['x, "y"\n', "2"],
      ["3", ""],
    ],
    faultCount: 1,
  });
  expect(parseTable("a;b\n1;2\n", "t.csv")?.header).toEqual(["a", "b"]);
  expect(parseTable("a,x\tb\n1\t2\n", "t.tsv")?.header).toEqual(["a,x", "b"]);
  expect(parseTable("\n\n", "t.csv")).toBeNull();
});

test("is bounded in rows, columns and the length of cells, and says so", () => {
  const tall = parseTable(`a\n${"1\n".repeat(10_000)}`, "t.csv");
  expect([tall?.rows.length, tall?.hasMoreRows]).toEqual([tableMaxRows, true]);
  const wide = parseTable(`${"a,".repeat(999)}a\n${"1,".repeat(999)}1\n`, "t.csv");
  expect([wide?.header.length, wide?.columnCount]).toEqual([100, 1000]);
  expect(parseTable(`a\n${"x".repeat(9999)}\n`, "t.csv")?.cutCount).toBe(1);
});
