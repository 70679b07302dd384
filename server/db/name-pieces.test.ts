import { expect, it } from "vitest";
import { askedPieces, pieceLengths, piecesOf, shortMax, wordOf } from "./name-pieces";

const wordsOf = (name: string) => pieceLengths.flatMap((length) => piecesOf(name, length).map(wordOf));

it.each(["a", "-a", "run", "run-", "agent", "run-agent", "a.b_c-d0123456789-x", "x".repeat(200)])(
  "asks for %j by words that every name with it has",
  (part) => {
    for (const name of [part, `z${part}`, `${part}.z`, `agent-${part}-run`]) {
      expect(wordsOf(name)).toEqual(expect.arrayContaining(askedPieces(part).map(wordOf)));
      expect(wordsOf(name)).toEqual(expect.arrayContaining(askedPieces(part, shortMax).map(wordOf)));
    }
  },
);

it.each([
  ["run-agent", "agent-run-1"],
  ["ngen", "agent-range"],
  ["agent-run-agent", "agent-run-1 run-agent-1"],
])("tells %j from %j, which has all its short pieces", (part, names) => {
  const words = new Set(names.split(" ").flatMap(wordsOf));
  expect(askedPieces(part).some((piece) => !words.has(wordOf(piece)))).toBe(true);
});

it("asks for a long part from its first to its last character, by a few pieces", () => {
  const part = Array.from({ length: 66 }, (_, at) => 100 + at).join("");
  const asked = askedPieces(part);
  expect(asked.length).toBeLessThanOrEqual(8);
  expect(part.startsWith(asked[0] ?? "none")).toBe(true);
  expect(part.endsWith(asked.at(-1) ?? "none")).toBe(true);
});

it("never takes a long piece for a short one", () => {
  for (const piece of ["aaaa", "a-run-ag", "0123456789abcdef"]) {
    expect(wordOf(piece)).toMatch(/^[48g][0-9a-z]{4}$/);
    expect(wordOf(piece)).not.toBe(wordOf(`b${piece.slice(1)}`));
  }
});
