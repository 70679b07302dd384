import { expect, test } from "vitest";
import { splitName } from "./split-name";

const shown = (name: string) =>
  splitName(name).map(({ text, label }) => (label === null ? text : `[${label}]`));

test("what is hidden, turns the writing, controls a terminal or stacks up has a label", () => {
  expect(shown("evil\u202Egnp.exe")).toEqual(["evil", "[U+202E]", "gnp.exe"]);
  expect(shown("a\u200Bb\u3164")).toEqual(["a", "[U+200B]", "b", "[U+3164]"]);
  expect(shown("a\nb\u001B[31m\u0085\u007F")).toEqual([
    "a",
    "[U+000A]",
    "b",
    "[U+001B]",
    "[31m",
    "[U+0085]",
    "[U+007F]",
  ]);
  const marks = "\u0301\u0302\u0303";
  expect(shown(`z${marks}${"\u0316".repeat(40)}x`)).toEqual([`z${marks}`, "[+40 marks]", "x"]);
  expect(shown(`z${marks}\u0316`)).toEqual([`z${marks}`, "[+1 mark]"]);
});

test("what people call things stays one piece", () => {
  for (const name of [
    "README.md",
    "Việt Nam",
    "עִבְרִית",
    "العربيّة",
    "ภาษาไทยที่นี่",
    "हिन्दी क्ष्म",
    "👩‍👩‍👧‍👦❤️",
    "文",
    "",
  ]) {
    expect(
      splitName(name)
        .map(({ label }) => label)
        .filter(Boolean),
      name,
    ).toEqual([]);
  }
});

test("nothing of a name is lost, however odd it is", () => {
  const name = `\u0000a\u0301${"\u0301".repeat(9)}\u202E\u{E0041}b\r\n`;
  expect(
    splitName(name)
      .map(({ text }) => text)
      .join(""),
  ).toBe(name);
});
