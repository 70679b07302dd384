import { expect, it } from "vitest";
import { showTable } from "./show-table";
import type { TableRow } from "./table-change";
import { lookOrder } from "./test-look-order";

const csv = (...rows: string[]) => rows.map((row) => `${row}\n`).join("");

async function tableOf(before: string | null, after: string | null, path = "a.csv") {
  const made = await showTable(lookOrder(path, before, after));
  if ("refused" in made || made.name !== "table") throw new Error(JSON.stringify(made));
  return made.table;
}

const refusalOf = async (before: string, after: string) => {
  const made = await showTable(lookOrder("a.csv", before, after));
  return "refused" in made ? made.refused : null;
};

/** A row in one line: its sign and places, and each cell, `old>new` where it has changed. */
function words(row: TableRow): string {
  if (row.kind === "gap") return `(${row.count})`;
  const cells = row.cells.map(({ before, after }) =>
    before === after ? before : before === null ? after : after === null ? before : `${before}>${after}`,
  );
  return `${row.kind} ${row.before ?? "-"} ${row.after ?? "-"}: ${cells.join(" ")}`;
}

it("rows that came, went and changed are told apart, and the cell that changed is known", async () => {
  const table = await tableOf(
    csv("name,age", "Ada,36", "Bob,40", "Cid,50"),
    csv("name,age", "Ada,37", "Cid,50", "Dan,60"),
  );
  expect(table.rows.map(words)).toEqual([
    "changed 1 1: Ada 36>37",
    "removed 2 -: Bob 40",
    "kept 3 2: Cid 50",
    "added - 3: Dan 60",
  ]);
  expect(table).toMatchObject({ added: 1, removed: 1, changed: 1, faultCount: 0 });
});

it("rows away from what changed are left out, and counted", async () => {
  const rows = Array.from({ length: 100 }, (_, at) => `row ${at},x`);
  const table = await tableOf(csv("a,b", ...rows), csv("a,b", ...rows.toSpliced(50, 1)));
  expect(table.rows.map(words)).toEqual([
    "(48)",
    "kept 49 49: row 48 x",
    "kept 50 50: row 49 x",
    "removed 51 -: row 50 x",
    "kept 52 51: row 51 x",
    "kept 53 52: row 52 x",
    "(47)",
  ]);
});

it("a row that has nothing in common with the one in its place is another row", async () => {
  const table = await tableOf(csv("a,b", "1,2"), csv("a,b", "3,4"));
  expect(table.rows.map(words)).toEqual(["removed 1 -: 1 2", "added - 1: 3 4"]);
});

it("a column that came, went or has a new name leaves the rows what they are", async () => {
  const came = await tableOf(csv("a,c", "1,3", "4,6"), csv("a,b,c", "1,2,3", "4,,6"));
  expect(came.header).toEqual([
    { before: "a", after: "a" },
    { before: null, after: "b" },
    { before: "c", after: "c" },
  ]);
  expect(came.rows.map(words)).toEqual(["changed 1 1: 1 2 3", "kept 2 2: 4  6"]);
  const named = await tableOf(csv("a,b", "1,2"), csv("a,z", "1,2"));
  expect(named.header[1]).toEqual({ before: "b", after: "z" });
  expect(named.changed).toBe(0);
});

it("quoted cells may hold lines, tabs part a TSV, and an empty side has no rows", async () => {
  const quoted = await tableOf(csv("a,b", '"x\ny",1'), csv("a,b", '"x\nz",1'));
  expect(quoted.rows.map(words)).toEqual(["changed 1 1: x\ny>x\nz 1"]);
  const tabs = await tableOf(csv("a\tb", "1,5\t2"), csv("a\tb", "1,5\t3"), "a.tsv");
  expect(tabs.rows.map(words)).toEqual(["changed 1 1: 1,5 2>3"]);
  const added = await tableOf(null, csv("a,b", "1,2"));
  expect(added.rows.map(words)).toEqual(["added - 1: 1 2"]);
  expect(added.header).toEqual([
    { before: "a", after: "a" },
    { before: "b", after: "b" },
  ]);
});

it("a cell that changed beyond what is drawn has changed", async () => {
  const long = "x".repeat(600);
  const table = await tableOf(csv("a,b", `${long}1,k`), csv("a,b", `${long}2,k`));
  expect(table.changed).toBe(1);
});

it("what is too much for a table says so", async () => {
  const many = csv("a", ...Array.from({ length: 20_001 }, (_, at) => String(at)));
  expect(await refusalOf(many, many)).toMatch("too large");
  expect(await refusalOf("", csv(Array.from({ length: 101 }, () => "c").join(",")))).toMatch("too large");
  const columns = ["a", ...Array.from({ length: 69 }, () => "c")].join(",");
  const some = csv(columns, ...Array.from({ length: 900 }, (_, at) => String(at)));
  expect(await refusalOf("a\n", some)).toMatch("More rows");
  expect(await refusalOf("", "\n")).toMatch("empty");
});
