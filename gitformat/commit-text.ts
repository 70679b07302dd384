/** A commit object's content. A person is given as the header has it: `Name <email> seconds zone`. */
export function commitText(commit: {
  treeHash: string;
  parents: readonly string[];
  author: string;
  committer: string;
  message: string;
}): string {
  return [
    `tree ${commit.treeHash}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${commit.author}`,
    `committer ${commit.committer}`,
    "",
    commit.message,
  ].join("\n");
}
