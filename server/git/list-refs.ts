import { GitError } from "./git-error";
import type { GitRunner } from "./run-git";

export interface ListedRefs {
  /** Every ref with the hash it holds (not peeled); a symbolic ref with what it leads to. */
  hashes: Map<string, string>;
  /** What the symbolic refs among them point at. */
  symrefs: Map<string, string>;
}

/** Every ref of a repo. No object is opened for it. */
export async function listRefs(runner: GitRunner, gitDir: string): Promise<ListedRefs> {
  // Names hold neither spaces nor line breaks (git-check-ref-format), so one line a ref is unambiguous.
  const output = await runner.run(["for-each-ref", "--format=%(objectname) %(refname) %(symref)"], {
    slot: "question",
    gitDir,
  });
  const listed: ListedRefs = { hashes: new Map(), symrefs: new Map() };
  for (const line of output.toString("utf8").split("\n")) {
    if (line === "") continue;
    const [hash = "", ref = "", symref = ""] = line.split(" ");
    if (!/^[0-9a-f]{40}$/.test(hash) || ref === "") {
      throw new GitError("failed", "for-each-ref: unexpected line");
    }
    listed.hashes.set(ref, hash);
    if (symref !== "") listed.symrefs.set(ref, symref);
  }
  return listed;
}
