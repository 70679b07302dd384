import { GitError } from "./git-error";
import type { GitRunner } from "./run-git";

/** Every ref of a repo with the hash it holds (not peeled), in Git's order. No object is opened for it. */
export async function listRefs(runner: GitRunner, gitDir: string): Promise<Map<string, string>> {
  // Names hold neither spaces nor line breaks (git-check-ref-format), so one line a ref is unambiguous.
  const output = await runner.run(["for-each-ref", "--format=%(objectname) %(refname)"], {
    slot: "question",
    gitDir,
  });
  const refs = new Map<string, string>();
  for (const line of output.toString("utf8").split("\n")) {
    if (line === "") continue;
    const hash = line.slice(0, 40);
    const ref = line.slice(41);
    if (!/^[0-9a-f]{40}$/.test(hash) || line[40] !== " " || ref === "") {
      throw new GitError("failed", "for-each-ref: unexpected line");
    }
    refs.set(ref, hash);
  }
  return refs;
}
