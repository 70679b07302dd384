import type { GitRunner } from "./run-git";

/** The objects whose hashes begin so: at least four digits, as Git asks for. */
export async function findObjects(runner: GitRunner, gitDir: string, digits: string): Promise<string[]> {
  const output = await runner.run(["rev-parse", `--disambiguate=${digits}`], { slot: "question", gitDir });
  return output
    .toString("latin1")
    .split("\n")
    .filter((line) => /^[0-9a-f]{40}$/.test(line));
}
