import type { GitRunner } from "./run-git";

export interface RefChange {
  ref: string;
  oldHash: string;
  /** 40 zeros delete the ref. */
  newHash: string;
}

/**
 * One transaction over refs, each compared with its old value: all or none. Throws `GitError` when git refuses. It has
 * no abort signal: once begun, a change of refs is brought to its end.
 */
export async function updateRefs(
  runner: GitRunner,
  gitDir: string,
  changes: readonly RefChange[],
): Promise<void> {
  // Begun and committed by name: input that ends early (a kill) aborts then, where plain input would be applied.
  const lines = [
    "start",
    ...changes.map((change) =>
      /^0{40}$/.test(change.newHash)
        ? `delete ${change.ref}\0${change.oldHash}`
        : `update ${change.ref}\0${change.newHash}\0${change.oldHash}`,
    ),
    "prepare",
    "commit",
  ];
  await runner.run(["update-ref", "--no-deref", "--stdin", "-z"], {
    slot: "change",
    gitDir,
    input: lines.map((line) => `${line}\0`).join(""),
  });
}
