import { afterEach, describe, expect, it } from "vitest";
import { findRenames, type RenameOptions, type Renames } from "./find-renames";
import type { ListedFile } from "./listed-file";
import { makeTreeRepo, type Tree, type TreeRepo, treeChanges } from "./test-git-trees";
import { seededNumbers } from "./test-text-pairs";

let repos: TreeRepo[] = [];
afterEach(() => {
  for (const repo of repos) repo.remove();
  repos = [];
});

function open(before: Tree, after: Tree) {
  const repo = makeTreeRepo([before, after]);
  repos.push(repo);
  const [from = "", to = ""] = repo.hashes;
  const changes = treeChanges(repo, from, to, ["--no-renames"]);
  const isSide = (side: ListedFile | null): side is ListedFile => side !== null;
  const gone = changes
    .filter(({ status }) => status === "D")
    .map(({ before: side }) => side)
    .filter(isSide);
  const come = changes
    .filter(({ status }) => status === "A")
    .map(({ after: side }) => side)
    .filter(isSide);
  const copySources = changes
    .filter(({ status }) => status === "M")
    .map(({ before: side }) => side)
    .filter(isSide);
  return {
    theirs: (option: string) =>
      treeChanges(repo, from, to, [option])
        .filter(({ status }) => /^[RC]/.test(status))
        .map(({ before: source, after: target, status }) => `${status} ${source?.path} ${target?.path}`),
    ours: async (options: Partial<RenameOptions> = {}) =>
      drawn(await findRenames(gone, come, { read: repo.read, ...options })),
    copySources,
  };
}

const drawn = ({ renames }: Renames) =>
  renames.map(
    ({ kind, similarity, from, to }) =>
      `${kind === "copy" ? "C" : "R"}${`${similarity}`.padStart(3, "0")} ${from.path} ${to.path}`,
  );

/** Lines that are this file's own, each of its own length. */
const text = (name: string, lines: number, from = 0) =>
  Array.from({ length: lines }, (_, at) => `${name} line ${at + from} ${"x".repeat((at * 7) % 40)}\n`).join(
    "",
  );

const file = (content: string | Buffer, mode = "100644") => ({ content, mode });

describe("findRenames", () => {
  const cases: Record<string, [Tree, Tree]> = {
    "equal contents, the same name first": [
      { "a/one": file("same\n"), "b/two": file("same\n"), "c/three": file("same\n") },
      { "x/two": file("same\n"), "y/one": file("same\n"), "z/other": file("same\n") },
    ],
    "a symlink that has the bytes of a file": [
      { a: file("target"), b: file("target", "120000") },
      { c: file("target", "120000"), d: file("target", "100755") },
    ],
    "symlinks that are alike only": [
      { a: file(text("s", 3), "120000") },
      { b: file(text("s", 4), "120000") },
    ],
    submodules: [
      { a: file("1".repeat(40), "160000"), z: file("z") },
      { b: file("1".repeat(40), "160000"), z: file("z") },
    ],
    "empty files": [
      { a: file(""), b: file("") },
      { c: file(""), d: file("") },
    ],
    "one name, alike by three quarters and less": [
      { "a/near": file(text("n", 40)), "a/far": file(text("f", 40)) },
      { "b/near": file(text("n", 32)), "b/far": file(text("f", 24)), "b/other": file(text("f", 36)) },
    ],
    "one name, whose content went elsewhere": [
      { "a/name": file(text("n", 40)) },
      { "b/name": file(text("n", 31)), "b/twin": file(text("n", 39)) },
    ],
    "more files that are alike than can be remembered": [
      Object.fromEntries(Array.from({ length: 7 }, (_, at) => [`a${at}`, file(text("n", 40 + at))])),
      Object.fromEntries(Array.from({ length: 7 }, (_, at) => [`b${at}`, file(text("n", 43 + at, at % 3))])),
    ],
    "half of it, and a little less": [
      { a: file(text("a", 100)), b: file(text("b", 100)) },
      { c: file(text("a", 50) + text("z", 52)), d: file(text("b", 50) + text("y", 48)) },
    ],
    "other line ends": [
      { a: file(text("a", 20)), b: file(Buffer.from(`\0${text("b", 20)}`)) },
      {
        c: file(text("a", 20).replaceAll("\n", "\r\n")),
        d: file(Buffer.from(`\0${text("b", 20).replaceAll("\n", "\r\n")}`)),
      },
    ],
    "lines longer than a chunk": [
      { a: file(`${"long ".repeat(100)}\n${"line ".repeat(30)}\n`) },
      { b: file(`${"long ".repeat(100)}\n${"other ".repeat(30)}\n`) },
    ],
    "sizes that are too unlike": [{ a: file("x\n".repeat(50)) }, { b: file("x\n".repeat(101)) }],
  };

  it.each(Object.keys(cases))("finds what git finds: %s", async (name) => {
    const [before, after] = cases[name] ?? [{}, {}];
    const { theirs, ours } = open(before, after);
    expect(await ours()).toEqual(theirs("-M"));
  });

  it("finds copies of changed files too, and which of several is the file itself", async () => {
    const { theirs, ours, copySources } = open(
      { gone: file(text("g", 20)), kept: file(text("k", 40)), other: file(text("o", 40)) },
      {
        a: file(text("g", 20)),
        b: file(text("g", 19)),
        c: file(text("k", 39)),
        d: file(text("o", 40)),
        kept: file(text("k", 41)),
        other: file(text("o", 40)),
      },
    );
    expect(await ours({ copySources })).toEqual(theirs("-C"));
    expect(await ours({ copySources })).toEqual(
      ["C100 gone a", "R098 gone b", "C097 kept c"].map((line) =>
        expect.stringMatching(line.replace(/\d+/, "\\d+")),
      ),
    );
  });

  it.each(Array.from({ length: 12 }, (_, seed) => seed))(
    "finds what git finds after seeded edits %i",
    async (seed) => {
      const random = seededNumbers(seed);
      const folder = () => ["", "src/", "lib/a/", "docs/"][random(4)];
      const name = () => `${folder()}${["index", "main", `f${random(40)}`][random(3)]}`;
      const content = () => text(`t${random(15)}`, 4 + random(60), random(9));
      const before: Tree = {};
      for (let files = 30; files > 0; files--) before[name()] = file(content());
      const after: Tree = {};
      for (const [path, { content: old }] of Object.entries(before)) {
        const lines = old.toString().split(/(?<=\n)/);
        lines.splice(
          random(lines.length),
          random(lines.length),
          ...content()
            .split(/(?<=\n)/)
            .slice(0, random(9)),
        );
        const kind = random(5);
        if (kind === 0) after[path] = file(lines.join(""));
        else if (kind === 1) after[`moved/${path}`] = file(old);
        else if (kind === 2) after[name()] = file(lines.join(""));
        else if (kind === 3) after[`new/${path.split("/").at(-1)}`] = file(lines.join(""));
      }
      const { theirs, ours, copySources } = open(before, after);
      expect(await ours()).toEqual(theirs("-M"));
      expect(await ours({ copySources })).toEqual(theirs("-C"));
      expect(await ours({ similarityMin: 80 })).toEqual(theirs("-M80%"));
    },
  );

  it("leaves out what cannot be read", async () => {
    const { ours } = open(
      { a: file(text("a", 20)), b: file("b\n") },
      { c: file(text("a", 19)), d: file("b\n") },
    );
    expect(await ours({ read: async () => null })).toEqual(["R100 b d"]);
  });

  it("compares no contents where there are too many files, and says so", async () => {
    const sides = (prefix: string): ListedFile[] =>
      Array.from({ length: 30 }, (_, at) => ({
        path: `${prefix}${at}`,
        mode: "100644",
        hash: `${prefix}${at}`,
      }));
    const read = async (hash: string) => Buffer.from(text(`of ${hash.slice(1)}`, 20) + hash);
    const found = await findRenames(sides("a"), sides("b"), { read, filesMax: 29 });
    expect(found).toEqual({ renames: [], notCompared: 60 });
    expect((await findRenames(sides("a"), sides("b"), { read, filesMax: 30 })).renames).toHaveLength(30);
  });

  it("ends when it is no longer wanted", async () => {
    const { ours } = open({ a: file(text("a", 20)) }, { b: file(text("a", 19)) });
    const reason = new Error("gone");
    await expect(ours({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
