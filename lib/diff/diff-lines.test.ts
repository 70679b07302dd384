import { describe, expect, it } from "vitest";
import { applyRuns } from "./apply-runs";
import { type DiffOptions, diffLines } from "./diff-lines";
import { makeHunks } from "./hunks";
import { lineTable } from "./line-table";
import { drawHunks, gitHunks } from "./test-git-diff";
import { seededNumbers, type TextPair, textPairs } from "./test-text-pairs";

const random = seededNumbers(7);
const manyLines = (line: (at: number) => string) =>
  Buffer.from(Array.from({ length: 30_000 }, (_, at) => `${line(at)}\n`).join(""));

/** Pairs that ask more than an exact search can do in a moment. */
const hardPairs: [string, TextPair][] = [
  ["lines of two words", [manyLines(() => `${random(2)}`), manyLines(() => `${random(2)}`)]],
  ["lines of many words", [manyLines(() => `${random(1000)}`), manyLines(() => `${random(1000)}`)]],
  ["the other way round", [manyLines((at) => `${at}`), manyLines((at) => `${30_000 - at}`)]],
];

const fixedPairs: [string, string][] = [
  ["", ""],
  ["", "a"],
  ["a\n", ""],
  ["a", "a\n"],
  ["a\r\n", "a\n"],
  ["\n\n\n", "\n"],
  ["a\nb", "a\nb\nc"],
  // A pair of lines that is surrounded by the other side's.
  ["x\n".repeat(40), "x\n".repeat(37)],
  [`${"\n".repeat(150)}a\n`, `a\n${"\n".repeat(300)}`],
];

function drawOurs([before, after]: TextPair, options: DiffOptions, context: number) {
  const [old, young] = [lineTable(before), lineTable(after)];
  const { runs, isCoarse } = diffLines(old, young, options);
  return { drawn: drawHunks(makeHunks(runs, old.count, young.count, context)), isCoarse };
}

describe("diffLines", () => {
  const pairs: TextPair[] = [
    ...textPairs(1, 400),
    ...fixedPairs.map(([before, after]): TextPair => [Buffer.from(before), Buffer.from(after)]),
  ];
  const cases: [string[], DiffOptions, number][] = [
    [[], {}, 3],
    [["-U1"], {}, 1],
    [["-U20"], {}, 20],
    [["-b"], { whiteSpace: "amount" }, 3],
    [["-w"], { whiteSpace: "all" }, 3],
    [["--ignore-blank-lines"], { blankLines: "ignored" }, 3],
    [["--ignore-blank-lines", "-U8", "-w"], { blankLines: "ignored", whiteSpace: "all" }, 8],
  ];

  it.each(cases)(
    "finds what git diff %s finds, wherever it does not say that it is coarse",
    (args, options, context) => {
      const theirs = gitHunks(pairs, args);
      let coarse = 0;
      for (const [at, pair] of pairs.entries()) {
        const { drawn, isCoarse } = drawOurs(pair, options, context);
        // Git takes an unterminated line of one character for a blank one.
        const isQuirk =
          options.blankLines === "ignored" &&
          pair.some((side) => /(^|\n)[^\n]$/.test(side.toString("latin1")));
        if (isCoarse) coarse += 1;
        else if (!isQuirk) expect(drawn, `pair ${at}`).toBe(theirs[at]);
      }
      expect(coarse).toBeLessThan(pairs.length / 20);
    },
  );

  it("says what makes the new bytes of the old ones", () => {
    for (const [before, after] of [...pairs, ...hardPairs.map(([, pair]) => pair)]) {
      const [old, young] = [lineTable(before), lineTable(after)];
      expect(Buffer.compare(applyRuns(old, young, diffLines(old, young).runs), after)).toBe(0);
    }
  });

  it.each(hardPairs)("cuts the search of %s short, and says so", (_, pair) => {
    expect(drawOurs(pair, {}, 3).isCoarse).toBe(true);
  });

  it("marks runs of blank lines where those are ignored, and shows them beside others only", () => {
    const old = lineTable(Buffer.from("\n1\n2\n3\n4\n5\n6\n7\n"));
    const young = lineTable(Buffer.from("1\n2\n3\n4\n5\n6\n\n7!\n"));
    const { runs } = diffLines(old, young, { blankLines: "ignored" });
    expect(runs.map((run) => run.isIgnored ?? false)).toEqual([true, false]);
    expect(makeHunks(runs, old.count, young.count).map((hunk) => hunk.runs.length)).toEqual([1]);
    expect(makeHunks(runs, old.count, young.count, 9).map((hunk) => hunk.runs.length)).toEqual([2]);
  });
});

describe("lineTable", () => {
  it.each([
    ["", 0, true],
    ["a", 1, false],
    ["a\n", 1, true],
    ["\n\na\r\nb", 4, false],
  ])("cuts %j into %i lines", (text, count, endsInNewline) => {
    const table = lineTable(Buffer.from(text));
    expect(table).toMatchObject({ count, endsInNewline });
    const lines = Array.from({ length: count }, (_, at) =>
      text.slice(table.starts[at], table.starts[at + 1]),
    );
    expect(lines.join("")).toBe(text);
    expect(lines.slice(0, -1).every((line) => line.indexOf("\n") === line.length - 1)).toBe(true);
  });
});
