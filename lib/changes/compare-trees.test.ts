import { expect, it } from "vitest";
import type { TreeEntry } from "@/contract/content";
import { compareTrees } from "./compare-trees";

const hashOf = (text: string) => Buffer.from(text.padEnd(20, ".")).toString("hex").slice(0, 40);

type Tree = { [name: string]: string | Tree };

const kinds = {
  "*": { mode: "100755", type: "exec" },
  "@": { mode: "120000", type: "symlink" },
  "^": { mode: "160000", type: "gitlink" },
} as const;

/** Trees by hash. A file's content may begin with its kind: `*` executable, `@` symlink, `^` submodule. */
function forest() {
  const trees = new Map<string, TreeEntry[]>();
  const read: string[] = [];
  const planted = new Map<Tree, string>();
  const plant = (tree: Tree): string => {
    const before = planted.get(tree);
    if (before !== undefined) return before;
    const entries = Object.entries(tree).map(([name, value]): TreeEntry => {
      if (typeof value !== "string") return { name, mode: "40000", hash: plant(value), type: "tree" };
      const kind = Object.entries(kinds).find(([sign]) => value.startsWith(sign))?.[1];
      const { mode, type } = kind ?? ({ mode: "100644", type: "blob" } as const);
      return { name, mode, hash: hashOf(value.replace(/^[*@^]/, "")), type };
    });
    const hash = hashOf(`${trees.size}t`);
    const known = [...trees].find(([, other]) => JSON.stringify(other) === JSON.stringify(entries));
    if (known === undefined) trees.set(hash, entries);
    planted.set(tree, known?.[0] ?? hash);
    return known?.[0] ?? hash;
  };
  const compare = async (before: Tree | null, after: Tree | null, changesMax = 100) => {
    const found = await compareTrees(
      async (hash) => {
        read.push(hash);
        return trees.get(hash) ?? [];
      },
      before && plant(before),
      after && plant(after),
      { changesMax },
    );
    const paths = found.changes.map(({ path, before: old, after: now }) =>
      [path, old?.mode, now?.mode].filter((part) => part !== undefined).join(" "),
    );
    return { ...found, paths };
  };
  return { compare, read };
}

it("finds what was added, changed and deleted, in the order of Git's paths", async () => {
  const { compare } = forest();
  const before = { a: { x: "1", y: "2" }, "a.txt": "3", z: "4" };
  const after = { a: { x: "1", y: "changed", new: "5" }, "a-b": "6", z: "4" };
  expect((await compare(before, after)).paths).toEqual([
    "a-b 100644",
    "a.txt 100644",
    "a/new 100644",
    "a/y 100644 100644",
  ]);
});

it("reads no tree that both sides have, and no more than both sides of each directory on the way", async () => {
  const { compare, read } = forest();
  const same = { deep: { far: { down: "x" } } };
  const { paths } = await compare({ same, dir: { sub: { f: "1" } } }, { same, dir: { sub: { f: "2" } } });
  expect(paths).toEqual(["dir/sub/f 100644 100644"]);
  expect(read).toHaveLength(6);
});

it("reads nothing where both sides are the same", async () => {
  const { compare, read } = forest();
  expect((await compare({ a: "1" }, { a: "1" })).paths).toEqual([]);
  expect(read).toEqual([]);
});

it("tells a file from a directory, a symlink and a submodule of its name", async () => {
  const { compare } = forest();
  const { paths } = await compare(
    { one: "1", two: { in: "2" }, three: "3", four: "^4", five: "5" },
    { one: { in: "1" }, two: "2", three: "@3", four: { in: "4" }, five: "*5" },
  );
  expect(paths).toEqual([
    "five 100644 100755",
    "four 160000",
    "four/in 100644",
    "one 100644",
    "one/in 100644",
    "three 100644 120000",
    "two 100644",
    "two/in 100644",
  ]);
});

it("shows all files of a root commit, and of what took all away", async () => {
  const { compare } = forest();
  expect((await compare(null, { a: "1", b: { c: "2" } })).paths).toEqual(["a 100644", "b/c 100644"]);
  expect((await compare({ a: "1", b: { c: "2" } }, null)).paths).toEqual(["a 100644", "b/c 100644"]);
});

it("ends at its bound, also where few trees hold one another many times, and says so", async () => {
  const { compare, read } = forest();
  let bomb: Tree = { leaf: "x" };
  for (let level = 0; level < 12; level += 1) {
    bomb = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`d${at}`, bomb]));
  }
  const { isCut, changes } = await compare(null, bomb);
  expect(isCut).toBe(true);
  expect(changes.length).toBeLessThanOrEqual(100);
  expect(read.length).toBeLessThan(500);
  const many = Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`f${at}`, "x"]));
  expect(await compare(null, many)).toMatchObject({ isCut: true, changes: { length: 100 } });
});
