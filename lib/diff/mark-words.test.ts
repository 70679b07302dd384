import { describe, expect, it } from "vitest";
import { lineTokens } from "./line-tokens";
import { markWords } from "./mark-words";
import { pairLines } from "./pair-lines";
import { seededNumbers } from "./test-text-pairs";

/** Both lines with their marks in brackets. */
function marked(before: string, after: string): [string, string] | null {
  const marks = markWords(before, after);
  const draw = (line: string, stretches: [number, number][]) =>
    stretches
      .toReversed()
      .reduce((text, [from, to]) => `${text.slice(0, from)}[${text.slice(from, to)}]${text.slice(to)}`, line);
  return marks && [draw(before, marks.before), draw(after, marks.after)];
}

describe("markWords", () => {
  it.each([
    ["const a = one;", "const a = two;", "const a = [one];", "const a = [two];"],
    ["call(a, b)", "call(a, b, c)", "call(a, b)", "call(a, b[, c])"],
    ["if (x) return", "  if (x) return", "if (x) return", "[  ]if (x) return"],
    ["a  = first", "a = first", "a[  ]= first", "a[ ]= first"],
    // No restless commas between marks.
    ["move(x, y, width)", "move(p, q, width)", "move([x, y], width)", "move([p, q], width)"],
    [
      "a long sentence. And so on",
      "a long sentence! And so on",
      "a long sentence[.] And so on",
      "a long sentence[!] And so on",
    ],
    ["naïve élan here", "naïve elan here", "naïve [élan] here", "naïve [elan] here"],
    ["one 👍🏽 is two", "one 👎 is two", "one [👍🏽] is two", "one [👎] is two"],
    ["文字を一つ変える", "文字を二つ変える", "文字を[一]つ変える", "文字を[二]つ変える"],
    ["same", "same", "same", "same"],
    ["", "  ", "", "[  ]"],
  ])("marks what changed from %j to %j", (before, after, ...expected) => {
    expect(marked(before, after)).toEqual(expected);
  });

  it("marks nothing in lines that have little in common, or are long", () => {
    expect(marked("import { a } from 'b';", "export default 12;")).toBeNull();
    expect(marked("x".repeat(1001), "x".repeat(1000))).toBeNull();
    expect(marked(`${"x ".repeat(499)}a`, `${"x ".repeat(499)}b`)).not.toBeNull();
  });

  it("gives marks in order that lie within their line and do not touch", () => {
    const random = seededNumbers(5);
    const line = () => Array.from({ length: random(30) }, () => "ab (,).\t_é文"[random(11)]).join("");
    for (let count = 0; count < 500; count++) {
      const before = line();
      const after = `${before.slice(0, random(20))}${line()}${before.slice(random(20))}`;
      const marks = markWords(before, after);
      if (!marks) continue;
      for (const [text, stretches] of [[before, marks.before] as const, [after, marks.after] as const]) {
        const ends = stretches.flat();
        expect(ends).toEqual(ends.toSorted((a, b) => a - b));
        expect(new Set(ends).size).toBe(ends.length);
        expect(ends.every((end) => end >= 0 && end <= text.length)).toBe(true);
      }
      if (before === after) expect(marks).toEqual({ before: [], after: [] });
    }
  });

  it("sees each character in one token", () => {
    const line = "let a_1 = 'é文字👍🏽';\t// x\u0301\ud800";
    expect(lineTokens(line).join("")).toBe(line);
    expect(lineTokens("a_1 =  文字")).toEqual(["a_1", " ", "=", "  ", "文", "字"]);
  });
});

describe("pairLines", () => {
  it("pairs as many with as many in order", () => {
    expect(pairLines(["a", "b"], ["b", "c"])).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  it("pairs what is most alike where a side has more, without crossing", () => {
    const before = ["const width = 10;", "const height = 20;"];
    const after = ["// Sizes in pixels.", "const width = 11;", "", "const height = 21;"];
    expect(pairLines(before, after)).toEqual([
      [0, 1],
      [1, 3],
    ]);
    expect(pairLines(after, before)).toEqual([
      [1, 0],
      [3, 1],
    ]);
  });

  it("pairs nothing that has little in common, and nothing where there is too much", () => {
    expect(pairLines(["one thing"], ["other", "words"])).toEqual([]);
    expect(pairLines(Array(101).fill("a b"), Array(100).fill("a b"))).toEqual([]);
    const wide = "a ".repeat(490);
    expect(pairLines(Array(90).fill(wide), Array(91).fill(wide))).toEqual([]);
    expect(pairLines(["x".repeat(1001)], ["x".repeat(1001), "y"])).toEqual([]);
  });

  it("takes an empty side", () => {
    expect(pairLines([], ["a"])).toEqual([]);
    expect(pairLines([], [])).toEqual([]);
  });
});
