import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { parseTrailers } from "./parse-trailers";

/** What Git itself finds in messages, all in one process a message. */
function byGit(message: string): string {
  return execFileSync("git", ["interpret-trailers", "--parse"], {
    input: message,
    encoding: "utf8",
    env: {
      NODE_ENV: process.env.NODE_ENV,
      PATH: process.env.PATH,
      HOME: "/nonexistent",
      GIT_CONFIG_NOSYSTEM: "1",
    },
  });
}

const byUs = (message: string) =>
  parseTrailers(message)
    .map(({ key, value }) => `${key}: ${value}\n`)
    .join("");

it.each([
  "subject\n\nKey: v\n",
  "Key: v\n",
  "subject\nKey: v\n",
  "subject\n\nKey: v\nplain\n",
  "subject\n\nSigned-off-by: v\na\nb\nc\n",
  "subject\n\nSigned-off-by: v\na\nb\nc\nd\n",
  "subject\n\nsigned-off-by: v\na\nb\n",
  "subject\n\nK: v\n(cherry picked from commit abc)\n",
  "subject\n\n(cherry picked from commit abc)\nx\nK: v\ny\n",
  "subject\n\nKey: v\n  folded\n\ttwice\nB: x\n",
  "subject\n\nKey : v\nB:v\nC:\n",
  "subject\n\nhttps://example.com\n",
  "subject\n\nK: v\n---\nmore\n\nA: b\n",
  "subject\n\nK: v\n--- more\n",
  "subject\n\nK: v\n----\n\nA: b\n",
  "subject\n\nK: v\n# a comment\nB: v\n\n# another\n",
  "subject\n\nK_a: v\n",
  "subject\n\n: v\n",
  "subject\r\n\r\nA: v\r\nB: w\r\n",
  "\n\nA: v\n",
  "# a comment\n\nA: v\n",
  "",
  "\n",
])("finds what Git finds in %j", (message) => {
  expect(byUs(message)).toBe(byGit(message));
});

/** The same for every run. */
function createRandom(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

it("finds what Git finds in messages made at random", () => {
  const random = createRandom(7);
  const pieces = [
    ["A: b", "Some-Key: value: with colon", "Signed-off-by: A <a@b.c>", "Key : v", "Empty:", "K:v"],
    ["plain words", "with: colon in the middle of it", "two words: no key", "(cherry picked from commit 12)"],
    ["", "", " ", "  folded", "\tfolded", "# a comment", "https://x.y"],
  ].flat();
  for (let round = 0; round < 250; round += 1) {
    const lines = Array.from({ length: 1 + random(9) }, () => pieces[random(pieces.length)] ?? "");
    const message = `${random(4) === 0 ? "" : "subject\n\n"}${lines.join("\n")}\n`;
    expect(byUs(message), JSON.stringify(message)).toBe(byGit(message));
  }
});

it("says where each stands, its folded lines included", () => {
  const message = "subject\n\nA: b\n  c\nB: d\n";
  expect(parseTrailers(message).map(({ from, to }) => message.slice(from, to))).toEqual([
    "A: b\n  c\n",
    "B: d\n",
  ]);
});

it("reads a message of megabytes", () => {
  expect(parseTrailers(`a\n\n${"b ".repeat(2_000_000)}\n\nA: b`)).toHaveLength(1);
  expect(parseTrailers(`a\n\n${"b:".repeat(2_000_000)}\n${" ".repeat(1_000_000)}`)).toHaveLength(1);
});
