import { expect, it } from "vitest";
import type { TreeEntry } from "@/contract/content";
import { noteStep } from "./note-step";

const hash = `ab${"1".repeat(38)}`;
const blob = (name: string): TreeEntry => ({ name, mode: "100644", hash: "f".repeat(40), type: "blob" });
const tree = (name: string): TreeEntry => ({ name, mode: "40000", hash: "e".repeat(40), type: "tree" });

it("finds the note, or the folders on the way to it", () => {
  expect(noteStep([blob(hash)], hash)).toEqual({ blobHash: "f".repeat(40), folders: [] });
  expect(noteStep([tree("ab"), tree("ac"), tree("a")], hash)).toEqual({
    blobHash: null,
    folders: [
      { name: "ab", treeHash: "e".repeat(40), rest: "1".repeat(38) },
      { name: "a", treeHash: "e".repeat(40), rest: `b${"1".repeat(38)}` },
    ],
  });
});

it("takes nothing else for one", () => {
  const others = [blob("README"), blob("ab"), tree(hash), blob(`${hash}0`), tree(""), tree("xx")];
  expect(noteStep(others, hash)).toEqual({ blobHash: null, folders: [] });
});
