import { expect, it } from "vitest";
import { showRendered } from "./show-rendered";
import { lookOrder } from "./test-look-order";

const text = (...blocks: string[]) => `${blocks.join("\n\n")}\n`;
const many = (count: number, from = 1) => Array.from({ length: count }, (_, at) => `Block ${at + from}.`);

async function blocksOf(before: string | null, after: string | null) {
  const made = await showRendered(lookOrder("a.md", before, after));
  return "refused" in made ? made.refused : made.name === "rendered" ? made.blocks : null;
}

it("blocks that came, went and changed stand between those that stayed, of which most are left out", async () => {
  expect(
    await blocksOf(
      text("# Title", ...many(10), "It was so.", "Gone.", ...many(3, 11)),
      text("# Title", ...many(10), "It is so.", ...many(3, 11), "New."),
    ),
  ).toEqual([
    { kind: "left-out", source: text("# Title", ...many(8)).trimEnd(), count: 9 },
    { kind: "kept", source: text(...many(2, 9)).trimEnd() },
    { kind: "changed", before: "It was so.", after: "It is so." },
    { kind: "removed", source: "Gone." },
    { kind: "kept", source: text(...many(3, 11)).trimEnd() },
    { kind: "added", source: "New." },
  ]);
});

it("a file that came is one block", async () => {
  expect(await blocksOf(null, text("# A", "- b", "- c"))).toEqual([
    { kind: "added", source: "# A\n\n- b\n\n- c" },
  ]);
});

it("a link leads where its own side says, and a footnote is no link", async () => {
  const side = (word: string, url: string) =>
    text(`See [${word}][Site].`, "Kept.", `[site]: ${url}`, "[^1]: note");
  expect(await blocksOf(side("this", "/old"), side("that", "/new"))).toEqual([
    {
      kind: "changed",
      before: "See [this][Site].\n\n[site]: /old",
      after: "See [that][Site].\n\n[site]: /new",
    },
    { kind: "kept", source: "Kept." },
    { kind: "changed", before: "[site]: /old", after: "[site]: /new" },
    { kind: "kept", source: "[^1]: note" },
  ]);
});

it("a rule within a text is no front matter", async () => {
  expect(await blocksOf(text("a"), text("a", "---\nb: c\n---"))).toEqual([
    { kind: "kept", source: "a" },
    { kind: "added", source: "\n---\nb: c\n---" },
  ]);
});

it("what cannot be compared so says why", async () => {
  expect(await blocksOf("a\n\nb\n", "a\r\n\r\nb\r\n")).toMatch("line ends");
  expect(await blocksOf("", "a".repeat(300_000))).toMatch("too large");
  const changes = (word: string) => text(...many(400).map((block, at) => (at % 2 === 0 ? block : word + at)));
  expect(await blocksOf(changes("x"), changes("y"))).toMatch("More blocks");
});
