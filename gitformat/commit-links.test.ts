import { expect, it } from "vitest";
import { readCommitLinks } from "./commit-links";
import { parseCommit } from "./parse-commit";

const tree = "a".repeat(40);
const parent = "b".repeat(40);

it.each([
  ["plain", `tree ${tree}\nparent ${parent}\nauthor A <a@b> 1 +0000\ncommitter C <c@d> 2 +0200\n\ntext\n`],
  ["a root", `tree ${tree}\nauthor A <a@b> 1 +0000\ncommitter C <c@d> 2 +0200\n\nparent ${parent}\n`],
  ["two parents", `tree ${tree}\nparent ${parent}\nparent ${tree}\ncommitter C <c@d> 3 +0000\n\n`],
  ["a date before 1970", `tree ${tree}\ncommitter C <c@d> -5 +0000\n\n`],
  ["no date", `tree ${tree}\ncommitter C <c@d>\n\n`],
  ["no committer", `tree ${tree}\n\n`],
  [
    "a merged tag with headers of its own",
    `tree ${tree}\nmergetag object ${parent}\n parent ${parent}\n tree ${parent}\ncommitter C > <c@d>> 4 +0000\n\n`,
  ],
  ["bad hashes", `tree ${tree}\nparent ${parent.toUpperCase()}\nparent short\ncommitter C <c@d> 9 +0000\n\n`],
  ["no tree", `author A <a@b> 1 +0000\n\n`],
  ["nothing", ""],
])("says of a commit's place what parseCommit says: %s", (_, text) => {
  const content = Buffer.from(text);
  const commit = parseCommit("c".repeat(40), content);
  const links = commit && {
    treeHash: commit.treeHash,
    parents: commit.parents,
    committedAt: commit.committedAt,
  };
  expect(readCommitLinks(content)).toEqual(links);
});
