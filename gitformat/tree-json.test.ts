import { expect, it } from "vitest";
import { z } from "zod";
import { treeEntry } from "@/contract/content";
import { treeJson } from "./tree-json";

const hash = "0123456789abcdef0123456789abcdef01234567";
const entry = (mode: string, name: string | Buffer) =>
  Buffer.concat([Buffer.from(`${mode} `), Buffer.from(name), Buffer.from([0]), Buffer.from(hash, "hex")]);

const entriesOf = (content: Buffer) =>
  z.array(z.strictObject(treeEntry.shape)).parse(JSON.parse(treeJson(content)?.toString() ?? "null"));

it("reads every kind of entry in the order it stands", () => {
  const content = Buffer.concat([
    entry("160000", "sub"),
    entry("120000", "link"),
    entry("40000", "folder"),
    entry("100755", "run"),
    entry("100644", "file"),
  ]);
  expect(entriesOf(content)).toEqual([
    { name: "sub", mode: "160000", type: "gitlink", hash },
    { name: "link", mode: "120000", type: "symlink", hash },
    { name: "folder", mode: "40000", type: "tree", hash },
    { name: "run", mode: "100755", type: "exec", hash },
    { name: "file", mode: "100644", type: "blob", hash },
  ]);
});

it("reads names with spaces, newlines, quotes and any script", () => {
  const names = [
    " a b ",
    'q"u\\o',
    "new\nline",
    "\u0001\u001f\u007f",
    "päth",
    "日本",
    "🦊",
    "\u0001".repeat(4096),
  ];
  expect(entriesOf(Buffer.concat(names.map((name) => entry("100644", name)))).map((one) => one.name)).toEqual(
    names,
  );
});

it("reads a name that is not UTF-8 with marks in place of what it cannot show", () => {
  expect(entriesOf(entry("100644", Buffer.from([0x63, 0xe9])))[0]?.name).toBe("c\ufffd");
});

it("takes the modes of old tools for what Git takes them", () => {
  expect(entriesOf(entry("100664", "a"))[0]?.mode).toBe("100644");
  expect(entriesOf(entry("100775", "a"))[0]?.mode).toBe("100755");
  expect(entriesOf(entry("040000", "a"))[0]?.mode).toBe("40000");
});

it("holds nothing for an empty tree", () => {
  expect(entriesOf(Buffer.alloc(0))).toEqual([]);
});

it("is null for what is no tree", () => {
  expect(treeJson(Buffer.from("tree"))).toBeNull();
  expect(treeJson(entry("100644", "a").subarray(0, -1))).toBeNull();
  expect(treeJson(entry("999", "a"))).toBeNull();
  expect(treeJson(entry("170000", "a"))).toBeNull();
});
