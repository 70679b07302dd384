import { quarantineEnv } from "./quarantine-env";
import type { GitRunner } from "./run-git";

interface PackOptions {
  gitDir: string;
  signal: AbortSignal;
}

/** The tags whose commit the history of `tip` holds, with the hashes they hold themselves. */
export async function listTagsWithin(
  runner: GitRunner,
  tip: string,
  { gitDir, signal }: PackOptions,
): Promise<[ref: string, hash: string][]> {
  const output = await runner.run(
    ["for-each-ref", `--merged=${tip}`, "--format=%(objectname) %(refname)", "refs/tags"],
    { slot: "question", gitDir, signal },
  );
  const lines = output.toString("utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => [line.slice(41), line.slice(0, 40)]);
}

/** How many objects these hashes lead to, or all refs for null. With a bitmap that is a look-up, without one a walk. */
export async function countReachable(
  runner: GitRunner,
  hashes: readonly string[] | null,
  { gitDir, signal, isBackground = false }: PackOptions & { isBackground?: boolean },
): Promise<number> {
  const from = hashes === null ? "--all" : "--stdin";
  const output = await runner.run(["rev-list", "--objects", "--count", "--use-bitmap-index", from], {
    slot: isBackground ? null : "question",
    gitDir,
    signal,
    isBackground,
    input: (hashes ?? []).map((hash) => `${hash}\n`).join(""),
  });
  return Number(output.toString("latin1").trim());
}

/** Writes one pack of all that these hashes lead to, and nothing else, into `objectDir`, laid out like a repo's own. */
export async function packReachable(
  runner: GitRunner,
  hashes: readonly string[],
  { gitDir, signal, objectDir }: PackOptions & { objectDir: string },
): Promise<void> {
  const args = [
    "pack-objects",
    "--revs",
    "--delta-base-offset",
    "--non-empty",
    "-q",
    `${objectDir}/pack/pack`,
  ];
  await runner.run(args, {
    slot: "transfer",
    gitDir,
    signal,
    // Half-written packs lie in the object folder, whatever path they are for; the repo's own is tidied meanwhile.
    env: quarantineEnv(objectDir, `${gitDir}/objects`),
    input: `${hashes.join("\n")}\n`,
  });
}
