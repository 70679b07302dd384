import { expect, it } from "vitest";
import { parseTree } from "./parse-tree";

const hash = "0123456789abcdef0123456789abcdef01234567";
const entry = (mode: string, name: string | Buffer) =>
  Buffer.concat([Buffer.from(`${mode} `), Buffer.from(name), Buffer.from([0]), Buffer.from(hash, "hex")]);

it("reads every kind of entry in the order it stands", () => {
  const content = Buffer.concat([
    entry("160000", "sub"),
    entry("120000", "link"),
    entry("40000", "folder"),
    entry("100755", "run"),
    entry("100644", "file"),
  ]);
  expect(parseTree(content)).toEqual([
    { name: "sub", mode: "160000", type: "gitlink", hash },
    { name: "link", mode: "120000", type: "symlink", hash },
    { name: "folder", mode: "40000", type: "tree", hash },
    { name: "run", mode: "100755", type: "exec", hash },
    { name: "file", mode: "100644", type: "blob", hash },
  ]);
});

it("reads names with spaces, newlines, quotes and any script", () => {
  const names = [" a b ", 'q"u\\o', "new\nline", "päth", "日本"];
  expect(
    parseTree(Buffer.concat(names.map((name) => entry("100644", name))))?.map((one) => one.name),
  ).toEqual(names);
});

it("reads a name that is not UTF-8 with marks in place of what it cannot show", () => {
  expect(parseTree(entry("100644", Buffer.from([0x63, 0xe9])))?.[0]?.name).toBe("c\ufffd");
});

it("takes the modes of old tools for what Git takes them", () => {
  expect(parseTree(entry("100664", "a"))?.[0]?.mode).toBe("100644");
  expect(parseTree(entry("100775", "a"))?.[0]?.mode).toBe("100755");
  expect(parseTree(entry("040000", "a"))?.[0]?.mode).toBe("40000");
});

it("holds nothing for an empty tree", () => {
  expect(parseTree(Buffer.alloc(0))).toEqual([]);
});

it("is null for what is no tree", () => {
  expect(parseTree(Buffer.from("tree"))).toBeNull();
  expect(parseTree(entry("100644", "a").subarray(0, -1))).toBeNull();
  expect(parseTree(entry("999", "a"))).toBeNull();
  expect(parseTree(entry("170000", "a"))).toBeNull();
});
