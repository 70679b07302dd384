import type { GitRunner } from "./run-git";

interface TidyOptions {
  gitDir: string;
  signal: AbortSignal;
}

/** No request waits for any of this: it yields the processor to work that one waits for. */
const inBackground = { slot: null, isBackground: true } as const;

/** Writes down the shape of the history, so that long logs are walked without opening each commit. */
export async function writeCommitGraph(runner: GitRunner, options: TidyOptions): Promise<void> {
  await runner.run(["commit-graph", "write", "--reachable", "--split", "--no-progress"], {
    ...inBackground,
    ...options,
  });
}

/**
 * Rolls small packs up until each is at least twice the next, and writes one index over all that remain. No object is
 * dropped, and the large old packs with their bitmap are left alone.
 */
export async function rollUpPacks(
  runner: GitRunner,
  { hasBitmap, ...options }: TidyOptions & { hasBitmap: boolean },
): Promise<void> {
  const bitmap = hasBitmap ? "--write-bitmap-index" : "--no-write-bitmap-index";
  // -d removes packs whose objects are all in the new one.
  const args = ["--geometric=2", "-d", "-l", "-q", "--write-midx", bitmap, "--threads=1"];
  await runner.run(["repack", ...args], { ...inBackground, ...options });
}

/** Writes one index over all packs, and a bitmap for it, without touching any of them. */
export async function indexPacks(runner: GitRunner, options: TidyOptions): Promise<void> {
  await runner.run(["multi-pack-index", "write", "--bitmap", "--no-progress"], {
    ...inBackground,
    ...options,
  });
}

/**
 * Makes one pack of what the refs lead to, with a bitmap, and keeps everything else: in a pack of its own that notes
 * since when each object was last wanted, where git can (2.37), else at the end of the one pack.
 */
export async function repackWhole(
  runner: GitRunner,
  options: TidyOptions & { hasBitmap: boolean; hasCruftPack: boolean },
): Promise<void> {
  const { hasBitmap, hasCruftPack, ...rest } = options;
  const others = hasCruftPack ? ["--cruft", "--cruft-expiration=never"] : ["-a", "--keep-unreachable"];
  const bitmap = hasBitmap ? "--write-bitmap-index" : "--no-write-bitmap-index";
  await runner.run(["repack", ...others, "-d", "-l", "-q", bitmap, "--threads=1"], {
    ...inBackground,
    ...rest,
  });
}

/**
 * Packs those objects of the pack `cruft` that were wanted after `afterMs`, and what these lead to, as a cruft pack
 * at `<prefix>-<hash>.pack`. `kept` are all other packs. Answers the hash.
 */
export async function packYoungCruft(
  runner: GitRunner,
  options: TidyOptions & { cruft: string; kept: readonly string[]; afterMs: number; prefix: string },
): Promise<string> {
  const { cruft, kept, afterMs, prefix, ...rest } = options;
  const expiration = `--cruft-expiration=@${Math.floor(afterMs / 1000)} +0000`;
  const output = await runner.run(["pack-objects", "--cruft", expiration, "-q", "--threads=1", prefix], {
    ...inBackground,
    ...rest,
    // The minus marks what is to be replaced.
    input: [...kept, `-${cruft}`].map((pack) => `${pack}.pack\n`).join(""),
  });
  return output.toString("latin1").trim();
}

/** Moves loose refs into one file. */
export async function packRefs(runner: GitRunner, options: TidyOptions): Promise<void> {
  await runner.run(["pack-refs", "--all", "--prune"], { slot: null, ...options });
}
