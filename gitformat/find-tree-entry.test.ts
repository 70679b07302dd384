import { expect, it } from "vitest";
import { findTreeEntry } from "./find-tree-entry";

const hash = "ab".repeat(20);
const entry = (mode: string, name: string | Buffer) =>
  Buffer.concat([Buffer.from(`${mode} `), Buffer.from(name), Buffer.of(0), Buffer.from(hash, "hex")]);

it("finds an entry by its exact bytes", () => {
  const odd = Buffer.from([0xe9, 0x0a, 0x22, 0x20]);
  const tree = Buffer.concat([
    entry("100644", "a"),
    entry("40000", "a b"),
    entry("160000", odd),
    entry("100755", "ab"),
  ]);
  expect(findTreeEntry(tree, Buffer.from("a"))).toEqual({ mode: "100644", hash });
  expect(findTreeEntry(tree, Buffer.from("a b"))).toEqual({ mode: "40000", hash });
  expect(findTreeEntry(tree, odd)).toEqual({ mode: "160000", hash });
  expect(findTreeEntry(tree, Buffer.from("ab"))).toEqual({ mode: "100755", hash });
  for (const name of ["", "b", "abc", "A"]) expect(findTreeEntry(tree, Buffer.from(name))).toBeNull();
});

it("finds nothing in a tree that is empty or cut short", () => {
  expect(findTreeEntry(Buffer.alloc(0), Buffer.from("a"))).toBeNull();
  const whole = entry("100644", "a");
  for (let end = 0; end < whole.length; end += 1) {
    expect(findTreeEntry(whole.subarray(0, end), Buffer.from("a"))).toBeNull();
  }
});
