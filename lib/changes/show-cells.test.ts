import { expect, it } from "vitest";
import type { ShownCell } from "./cell-change";
import { showCells } from "./show-cells";
import { lookOrder } from "./test-look-order";

interface Cell {
  id?: string;
  kind?: string;
  source: string;
  output?: string;
}

const notebook = (cells: Cell[], metadata = {}) =>
  JSON.stringify({
    nbformat: 4,
    metadata,
    cells: cells.map(({ id, kind = "code", source, output }) => ({
      ...(id === undefined ? {} : { id }),
      cell_type: kind,
      source,
      outputs: output === undefined ? [] : [{ output_type: "stream", text: output }],
    })),
  });

async function cellsOf(before: string | null, after: string | null) {
  const made = await showCells(lookOrder("a.ipynb", before, after));
  return "refused" in made ? made.refused : made.name === "cells" ? made.cells.map(words) : null;
}

/** A cell in one line: its places, what is said of it, and the lines that went and came. */
function words(cell: ShownCell): string {
  if (cell.kind === "gap") return `(${cell.count})`;
  const said = [
    `${cell.before ?? "-"} ${cell.after ?? "-"} ${cell.type}`,
    cell.isMoved ? "moved" : null,
    cell.oldType === null ? null : `was ${cell.oldType}`,
    cell.outputs === null ? null : `outputs ${cell.outputs.before} ${cell.outputs.after}`,
  ];
  const runs = cell.text?.hunks.flatMap((hunk) => hunk.runs) ?? [];
  for (const { oldStart, oldEnd, newStart, newEnd } of runs) {
    said.push(...(cell.text?.before.lines.slice(oldStart, oldEnd).map((line) => `-${line}`) ?? []));
    said.push(...(cell.text?.after.lines.slice(newStart, newEnd).map((line) => `+${line}`) ?? []));
  }
  return said.filter((one) => one !== null).join(" ");
}

it("cells are the same by their ids, wherever they stand and whatever is in them", async () => {
  const before = notebook([
    { id: "a", source: "one" },
    { id: "b", source: "two\nthree" },
    { id: "c", source: "four" },
    { id: "d", source: "five" },
    { id: "e", source: "six" },
  ]);
  const after = notebook([
    { id: "e", source: "6" },
    { id: "a", source: "one" },
    { id: "b", source: "two\n3" },
    { id: "new", source: "come" },
    { id: "d", source: "five", output: "x" },
  ]);
  expect(await cellsOf(before, after)).toEqual([
    "5 1 code moved -six +6",
    "1 2 code",
    "2 3 code -three +3",
    "3 - code -four",
    "- 4 code +come",
    "4 5 code outputs 0 1",
  ]);
});

it("without ids, or with other ones everywhere, they are the same by what is in them", async () => {
  const sources = ["import a", "x = 1\ny = 2", "print(x)", "print(y)"];
  const changed = ["print(y)", "import a", "x = 1\ny = 3", "print(x)"];
  const expected = ["4 1 code moved", "1 2 code", "2 3 code -y = 2 +y = 3", "3 4 code"];
  const plain = (all: string[]) => notebook(all.map((source) => ({ source })));
  const withIds = (all: string[], word: string) =>
    notebook(all.map((source, at) => ({ id: `${word}${at}`, source })));
  expect(await cellsOf(plain(sources), plain(changed))).toEqual(expected);
  expect(await cellsOf(withIds(sources, "a"), withIds(changed, "b"))).toEqual(expected);
});

it("what has not changed is left out, and a cell of another kind has changed", async () => {
  const all = Array.from({ length: 9 }, (_, at) => ({ id: `${at}`, source: `cell ${at}` }));
  expect(
    await cellsOf(
      notebook(all),
      notebook(all.map((cell, at) => (at === 4 ? { ...cell, kind: "markdown" } : cell))),
    ),
  ).toEqual(["(4)", "5 5 markdown was code", "(4)"]);
});

it("a notebook that came or went is all of its cells", async () => {
  const one = notebook([{ source: "a\nb" }]);
  expect(await cellsOf(null, one)).toEqual(["- 1 code +a +b"]);
  expect(await cellsOf(one, null)).toEqual(["1 - code -a -b"]);
});

it("what cannot be compared so says why", async () => {
  const one = notebook([{ source: "a" }]);
  expect(await cellsOf(one, notebook([{ source: "a" }], { a: 1 }))).toMatch("No cell has changed");
  expect(await cellsOf(one, "{}")).toMatch("no Jupyter notebook");
  expect(await cellsOf(one, notebook(Array.from({ length: 301 }, () => ({ source: "" }))))).toMatch(
    "too large",
  );
  expect(await cellsOf(one, notebook([{ source: "a".repeat(60_000) }]))).toMatch("too large");
});
