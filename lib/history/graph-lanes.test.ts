import { describe, expect, it } from "vitest";
import { drawnLanesMax, type GraphRow, graphLanes } from "./graph-lanes";

/** `merge: a b` is a commit and its parents. */
const log = (...lines: string[]) =>
  lines.map((line) => {
    const [hash = "", parents = ""] = line.split(":");
    return { hash, parents: parents.split(" ").filter(Boolean) };
  });

/** `lane | from above > below | passing by`. */
const told = ({ lane, ins, outs, through }: GraphRow) =>
  `${lane} | ${ins.join(" ")} > ${outs.join(" ")} | ${through.join(" ")}`;

const lanesOf = (...lines: string[]) => graphLanes(log(...lines)).rows.map(told);

describe("graphLanes", () => {
  it("keeps a history without branches in one lane, which begins and ends", () => {
    expect(lanesOf("c: b", "b: a", "a:")).toEqual(["0 |  > 0 | ", "0 | 0 > 0 | ", "0 | 0 >  | "]);
  });

  it("gives a merged branch a lane of its own, down to where it began", () => {
    expect(lanesOf("m: b s", "s: a", "b: a", "a:")).toEqual([
      "0 |  > 0 1 | ",
      "1 | 1 > 1 | 0",
      "0 | 0 > 0 | 1",
      "0 | 0 1 >  | ",
    ]);
  });

  it("draws a line to each parent of an octopus", () => {
    expect(lanesOf("m: a b c d", "d: r", "c: r", "b: r", "a: r", "r:")).toEqual([
      "0 |  > 0 1 2 3 | ",
      "3 | 3 > 3 | 0 1 2",
      "2 | 2 > 2 | 0 1 3",
      "1 | 1 > 1 | 0 2 3",
      "0 | 0 > 0 | 1 2 3",
      "0 | 0 1 2 3 >  | ",
    ]);
  });

  it("follows merges that cross each other by lines that are there already", () => {
    expect(lanesOf("t: m n", "m: a b", "n: b a", "a: r", "b: r", "r:")).toEqual([
      "0 |  > 0 1 | ",
      "0 | 0 > 0 2 | 1",
      "1 | 1 > 1 0 | 0 2",
      "0 | 0 > 0 | 1 2",
      "1 | 1 2 > 1 | 0",
      "0 | 0 1 >  | ",
    ]);
  });

  it("lets a root end its lane, and takes that lane anew", () => {
    expect(lanesOf("m: a x", "x:", "a: b c", "c: b", "b:")).toEqual([
      "0 |  > 0 1 | ",
      "1 | 1 >  | 0",
      "0 | 0 > 0 1 | ",
      "1 | 1 > 1 | 0",
      "0 | 0 1 >  | ",
    ]);
  });

  it("names a parent that a commit has twice once", () => {
    expect(lanesOf("m: a a", "a:")).toEqual(["0 |  > 0 | ", "0 | 0 >  | "]);
  });

  it("goes on where the rows before ended, whatever the cut", () => {
    const all = log("t: m n", "m: a b", "n: b a", "a: r", "b: r", "r: q z", "z:", "q:");
    const whole = graphLanes(all);
    for (let cut = 0; cut <= all.length; cut += 1) {
      const before = graphLanes(all.slice(0, cut));
      const after = graphLanes(all.slice(cut), before.open);
      expect([...before.rows, ...after.rows]).toEqual(whole.rows);
    }
    expect(whole.open).toEqual([]);
  });

  it("begins anew where nothing is known of the rows before", () => {
    expect(lanesOf("s: a", "b: a")).toEqual(["0 |  > 0 | ", "1 |  > 1 | 0"]);
  });

  it("draws so many lanes and one for all beyond", () => {
    const names = Array.from({ length: 12 }, (_, at) => `p${at}`);
    const [merge, eleventh, ...others] = graphLanes(
      log(
        `m: ${names.join(" ")}`,
        "p10: r",
        "p11: r",
        ...names.slice(0, 10).map((name) => `${name}: r`),
        "r:",
      ),
    ).rows;
    expect(merge?.outs).toEqual([0, 1, 2, 3, 4, 5, 6, 7, drawnLanesMax]);
    expect(eleventh).toEqual({
      lane: drawnLanesMax,
      ins: [drawnLanesMax],
      outs: [drawnLanesMax],
      through: [0, 1, 2, 3, 4, 5, 6, 7, drawnLanesMax],
    });
    expect(others.at(-1)).toEqual({
      lane: 0,
      ins: [0, 1, 2, 3, 4, 5, 6, 7, drawnLanesMax],
      outs: [],
      through: [],
    });
  });
});
