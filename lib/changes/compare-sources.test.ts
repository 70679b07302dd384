import { expect, it } from "vitest";
import { compareSources } from "./compare-sources";

const compare = (before: string, after: string, language = "text") =>
  compareSources({ before, after, language, owner: "acme/demo", coloursUntil: performance.now() + 30_000 });

const runsOf = async (before: string, after: string) =>
  (await compare(before, after)).hunks.flatMap(({ runs }) => runs);

it.each([
  ["a\nb", "a\nb\n"],
  ["a\nb", "a\r\nb"],
  ["", ""],
])("%j reads as %j", async (before, after) => {
  expect(await runsOf(before, after)).toEqual([]);
});

it("lines that came, went and changed are known, with their words, in colour", async () => {
  const shown = await compare("let a = 1;\nlet b = 2;", "let a = 1;\nlet b = 3;\n\nend", "javascript");
  expect(shown.hunks.flatMap(({ runs }) => runs)).toEqual([
    { oldStart: 1, oldEnd: 2, newStart: 1, newEnd: 4 },
  ]);
  expect(shown.after.marks.get(1)).toEqual([[8, 9]]);
  expect(shown.after.coloured?.[0]?.[0]?.[0]).toBe("let");
  expect([shown.before.endsInNewline, shown.after.endsInNewline, shown.isFinal]).toEqual([true, true, true]);
});

it("of what came or went, each line did", async () => {
  expect(await runsOf("", "a\nb")).toEqual([{ oldStart: 0, oldEnd: 0, newStart: 0, newEnd: 2 }]);
  expect(await runsOf("\n\n", "")).toEqual([{ oldStart: 0, oldEnd: 2, newStart: 0, newEnd: 0 }]);
});
