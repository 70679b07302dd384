import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { weighSource } from "./weigh-source";

test.each([
  ["quotes in quotes", ">".repeat(20_000), "quotes or lists more than 100 levels deep"],
  ["lists in lists on one line", `${"- ".repeat(5_000)}a`, "quotes or lists more than 100 levels deep"],
  [
    "lists in lists by their indent",
    Array.from({ length: 200 }, (_, level) => `${"  ".repeat(level)}- a`).join("\n"),
    "quotes or lists more than 100 levels deep",
  ],
  [
    "many lines that are deep",
    `${"- ".repeat(80)}a\n\n`.repeat(200),
    "too many quotes and lists inside of each other",
  ],
  [
    "a table of a thousand columns, and rows that write none of them",
    `${"|a".repeat(1000)}|\n${"|-".repeat(1000)}|\n${"|\n".repeat(1000)}`,
    "more than 10,000 table cells",
  ],
  [
    "a tall table in a quote",
    `> a | b\n> --- | ---\n${"> 1 | 2\n".repeat(6_000)}`,
    "more than 10,000 table cells",
  ],
  ["brackets", "[a] ".repeat(20_000), "more than 10,000 links or brackets"],
  [
    "definitions",
    Array.from({ length: 6_000 }, (_, n) => `[a${n}]: /x`).join("\n"),
    "more than 5,000 link definitions",
  ],
  ["footnotes", "[^1] ".repeat(3_000), "more than 2,000 footnotes or references to them"],
  ["elements in elements", "<b>".repeat(20_000), "more than 15,000 HTML tags"],
  [
    "marks in one paragraph",
    "*a_ ".repeat(20_000),
    "more than 20,000 marks such as * and ` in one paragraph",
  ],
])("%s are refused with what there is too much of", (_name, source, excess) => {
  expect(weighSource(source).excess).toBe(excess);
});

test("what is ordinary is light", () => {
  for (const path of ["README.md", "docs/architecture.md", "docs/data-flows.md", "bench/README.md"]) {
    const { weight, excess } = weighSource(readFileSync(path, "utf8"));
    expect(excess, path).toBeNull();
    expect(weight, path).toBeLessThan(1);
  }
});

test("what takes parsers long is heavy, far below the bounds", () => {
  for (const source of [
    `|a|b|\n|-|-|\n${"|1|2|\n".repeat(1_000)}`,
    Array.from({ length: 200 }, (_, n) => `a[^${n}]\n\n[^${n}]: note\n`).join("\n"),
    Array.from({ length: 500 }, (_, n) => `[a${n}]\n\n[a${n}]: /x\n`).join("\n"),
    `${"- ".repeat(60)}a\n\n`.repeat(10),
    "$x$ ".repeat(400),
  ]) {
    const { weight, excess } = weighSource(source);
    expect(excess).toBeNull();
    expect(weight).toBeGreaterThan(1);
  }
});

test("what stands in a block of code counts for its length alone", () => {
  const code = `${"|a".repeat(1000)}|\n${"|-".repeat(1000)}|\n${"[x] <b> *a*\n".repeat(20_000)}`;
  expect(weighSource(`# a\n\n\`\`\`\`text\n${code}\n\`\`\`\n[\n\`\`\`\`\n\n- [x] done\n`).excess).toBeNull();
});

test("the look is linear: half a megabyte of anything is looked at in as many steps", () => {
  for (const unit of [
    "[",
    " ",
    "\t",
    "|",
    "-|",
    "> ",
    "- ",
    "`",
    "~",
    "1. ",
    "\n",
    "|   ",
    "[a",
    ": ",
    "<",
  ]) {
    expect(weighSource(unit.repeat(Math.floor(524_288 / unit.length))).weight).toBeGreaterThan(1);
  }
});
