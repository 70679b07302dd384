import { expect, test } from "vitest";
import type { TreeEntry } from "@/contract/content";
import { safeName, safeNames } from "./safe-names";

const entry = (name: string, type: TreeEntry["type"] = "blob"): TreeEntry => ({
  name,
  mode: type === "symlink" ? "120000" : type === "tree" ? "40000" : "100644",
  type,
  hash: "a".repeat(40),
});

test.each([
  ["..", "__"],
  [".", "_"],
  ["", "_"],
  ["../../etc/passwd", ".._.._etc_passwd"],
  ["/etc/passwd", "_etc_passwd"],
  ["..\\up", ".._up"],
  ["new\nline\u0000\u007f\u009b", "new_line___"],
  [".git", "_git"],
  [".GIT", "_GIT"],
  [".g\u200cit", "_g\u200cit"],
  [".git. .", "_git. ."],
  [".git::$INDEX_ALLOCATION", "_git::$INDEX_ALLOCATION"],
  ["GIT~1", "_IT~1"],
  ["\ud800", "_"],
  [".gitignore", ".gitignore"],
  ["a: b?.txt", "a: b?.txt"],
  ["ü \u202e.md", "ü \u202e.md"],
])("%j is unpacked as %j", (name, safe) => {
  expect(safeName(name)).toBe(safe);
});

test("names that become one are told apart, and case stays a difference", () => {
  expect(safeNames([entry("a\\b"), entry("a_b"), entry("a\nb"), entry("README"), entry("readme")])).toEqual([
    "a_b",
    "a_b~2",
    "a_b~3",
    "README",
    "readme",
  ]);
});

test("a link never shares its name with a directory, whatever the file system thinks of case", () => {
  expect(safeNames([entry("A", "symlink"), entry("a", "tree"), entry("b", "symlink")])).toEqual([
    "A~link",
    "a",
    "b",
  ]);
  expect(safeNames([entry("e\u0301", "tree"), entry("\u00e9", "symlink")])).toEqual([
    "e\u0301",
    "\u00e9~link",
  ]);
});
