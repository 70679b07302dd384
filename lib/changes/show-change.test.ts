import { beforeAll, expect, it } from "vitest";
import { getCommit } from "@/lib/artifacts/content";
import { parseAttributes } from "@/lib/globs/git-attributes";
import { commitFiles, repoRecord } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { changeOptions } from "./change-options";
import type { FileChange } from "./file-change";
import type { LookName } from "./looks";
import { readChanges } from "./read-changes";
import { showChange } from "./show-change";

const fakeApi = await fakeArtifactsForTests();
const at = { ...repoRecord, remote: fakeApi.remote };
const repos = { before: at, after: at };
const pointer = (digit: string, size: number) =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${digit.repeat(64)}\nsize ${size}\n`;
const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
const many = (count: number) => Array.from({ length: count }, (_, at) => `${at}\n`).join("");

const before = {
  "text.ts": "const a = 1;\nconst b = 2;\n",
  "crlf.txt": "one\r\ntwo\r\n",
  "latin.txt": Buffer.from("caf\xe9 one\n", "latin1"),
  "wide.txt": Buffer.from("\ufeffeins\nzwei\n", "utf16le"),
  "nul.txt": Buffer.from("a\0b\n"),
  "image.png": png,
  "lfs.bin": pointer("1", 10),
  "space.txt": "a b\nc\n",
  "large.txt": many(2000),
  "package-lock.json": "{}\n",
  "made.txt": "1\n",
  "end.txt": "no end",
  "drawing.svg": "<svg/>\n",
  "gone.txt": "gone\n",
};
const after = {
  ...before,
  "text.ts": "const a = 1;\nconst b = 3;\n",
  "crlf.txt": "one\r\nthree\r\n",
  "latin.txt": Buffer.from("caf\xe9 two\n", "latin1"),
  "wide.txt": Buffer.from("\ufeffeins\ndrei\n", "utf16le"),
  "nul.txt": Buffer.from("a\0c\n"),
  "image.png": Buffer.concat([png, png]),
  "lfs.bin": pointer("2", 20),
  "space.txt": "a  b\nc\n",
  "large.txt": "",
  "package-lock.json": '{"a":1}\n',
  "made.txt": "2\n",
  "end.txt": "no end\n",
  "drawing.svg": "<svg></svg>\n",
};

let files: FileChange[] = [];
beforeAll(async () => {
  const trees: string[] = [];
  for (const [branch, side] of Object.entries({ before, after })) {
    const made = Object.entries(side).filter(([name]) => branch === "before" || name !== "gone.txt");
    const hash = await commitFiles(
      fakeApi,
      branch,
      Object.fromEntries(made.map(([path, content]) => [path, { content }])),
    );
    trees.push((await getCommit(repoRecord, hash)).treeHash);
  }
  files = (await readChanges(repos, trees[0] ?? null, trees[1] ?? null)).files;
});

function show(
  path: string,
  query: Record<string, string> = {},
  isAskedFor = false,
  look: LookName | null = null,
) {
  const change = files.find((file) => file.path === path);
  if (change === undefined) throw new Error(`${path} did not change`);
  const attributes = [parseAttributes("made.txt linguist-generated\n", "")];
  return showChange(change, {
    repos,
    attributes,
    options: changeOptions.parse(query),
    isAskedFor,
    look,
    coloursUntil: performance.now() + 30_000,
  });
}

it("a text is shown by lines and words, in colour", async () => {
  const shown = await show("text.ts");
  if (shown.kind !== "text") throw new Error(shown.kind);
  expect(shown).toMatchObject({ added: 1, removed: 1, isCoarse: false });
  expect(shown.text.hunks).toHaveLength(1);
  expect(shown.text.before.marks.get(1)).toEqual([[10, 11]]);
  expect(shown.text.after.marks.get(1)).toEqual([[10, 11]]);
  expect(shown.text.after.coloured?.[0]?.[0]).toEqual(["const", 2]);
});

it.each([
  ["crlf.txt", "three"],
  ["latin.txt", "café two"],
  ["wide.txt", "drei"],
])("%s is text, whatever its encoding and line ends", async (path, line) => {
  const shown = await show(path);
  if (shown.kind !== "text") throw new Error(shown.kind);
  expect(shown).toMatchObject({ added: 1, removed: 1 });
  expect(shown.text.after.lines).toContain(line);
});

it.each([
  ["nul.txt", "binary"],
  ["image.png", "image"],
  ["lfs.bin", "lfs"],
])("%s is shown as what it is: %s", async (path, kind) => {
  expect(await show(path)).toMatchObject({ kind: "other", before: { kind }, after: { kind } });
});

it("white space is shown, or not, as one asks", async () => {
  expect(await show("space.txt")).toMatchObject({ kind: "text", added: 1, removed: 1 });
  expect(await show("space.txt", { space: "amount" })).toEqual({ kind: "only-space" });
});

it.each([
  ["large.txt", "large"],
  ["package-lock.json", "generated"],
  ["made.txt", "generated"],
])("%s is folded, as it is %s, until it is asked for", async (path, reason) => {
  expect(await show(path)).toMatchObject({ kind: "folded", reason });
  expect(await show(path, {}, true)).toMatchObject({ kind: "text" });
});

it("a line feed at the end is a change, and one side says that it has none", async () => {
  const shown = await show("end.txt");
  if (shown.kind !== "text") throw new Error(shown.kind);
  expect(shown.text.before.endsInNewline).toBe(false);
  expect(shown.text.after.endsInNewline).toBe(true);
});

it("a file that is gone shows what it had", async () => {
  expect(await show("gone.txt")).toMatchObject({ kind: "text", added: 0, removed: 1 });
});

it("a look is shown where it is asked for and the file has it, else the source", async () => {
  expect(await show("drawing.svg")).toMatchObject({ kind: "text", looks: ["image"], refused: null });
  expect(await show("drawing.svg", {}, true, "image")).toMatchObject({
    kind: "look",
    look: { name: "image", before: { kind: "image" }, after: { kind: "image" } },
    added: 1,
  });
  expect(await show("text.ts", {}, true, "image")).toMatchObject({ kind: "text", looks: [], refused: null });
});
