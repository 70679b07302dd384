import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { countReachable, listTagsWithin, packReachable } from "@/server/git/pack-reachable";
import type { GitRunner } from "@/server/git/run-git";
import { noteBorrowedPacks } from "./borrowed-packs";
import type { ObjectCounter } from "./count-objects";
import { writeFileDurably } from "./durable";
import { linkObjects } from "./link-objects";
import type { RefSnapshot } from "./ref-snapshot";
import { isNotFound } from "./repo-folder";

export interface ForkSource {
  runner: GitRunner;
  counter: ObjectCounter;
  gitDir: string;
  /** The parent's refs, taken before anything else is looked at: whatever they lead to is there afterwards. */
  refs: RefSnapshot;
  signal: AbortSignal;
}

export interface FilledFork {
  refs: Map<string, string>;
  objectCount: number;
}

/** Gives an empty bare repo in the folder `to` everything that the parent holds. */
export async function fillFork(source: ForkSource, to: string): Promise<FilledFork> {
  const refs = new Map(source.refs.sorted());
  await copyShallow(source.gitDir, to);
  const objectDir = join(to, "objects");
  await linkObjects(join(source.gitDir, "objects"), objectDir);
  await noteBorrowedPacks(objectDir);
  await writePackedRefs(to, refs);
  return { refs, objectCount: await source.counter.count(objectDir) };
}

/**
 * The same with the branch that HEAD points at and the tags within its history, and no object beyond them. When the
 * parent holds nothing else, its packs are shared; else a pack is made, which takes as long as a clone.
 */
export async function fillBranchFork(source: ForkSource, to: string): Promise<FilledFork> {
  const { runner, gitDir, signal, counter } = source;
  const objectDir = join(to, "objects");
  const headRef = source.refs.headRef;
  const tip = source.refs.get(headRef);
  if (tip === null) return { refs: new Map(), objectCount: 0 };
  const tags = await listTagsWithin(runner, tip, { gitDir, signal });
  const refs = new Map([[headRef, tip], ...tags]);
  const hashes = [...new Set(refs.values())];
  await copyShallow(gitDir, to);
  await writePackedRefs(to, refs);

  // Each ref that is left out leads to something that must be left out too, or to nothing new; finding out costs as
  // much as packing. Without such refs there may still be unreachable objects: counting shows.
  const isMaybeAll = source.refs.sorted().every(([ref]) => refs.has(ref));
  if (isMaybeAll) {
    await linkObjects(join(gitDir, "objects"), objectDir);
    const objectCount = await counter.count(objectDir);
    if ((await countReachable(runner, hashes, { gitDir, signal })) === objectCount) {
      await noteBorrowedPacks(objectDir);
      return { refs, objectCount };
    }
    await rm(objectDir, { recursive: true });
    for (const path of ["", "info", "pack"]) await mkdir(join(objectDir, path));
  }
  await packReachable(runner, hashes, { gitDir, signal, objectDir });
  return { refs, objectCount: await counter.count(objectDir) };
}

/** One file, whatever their number. Git takes refs in it for good as it does those in files of their own. */
async function writePackedRefs(gitDir: string, refs: ReadonlyMap<string, string>): Promise<void> {
  if (refs.size === 0) return;
  const lines = [...refs]
    .map(([ref, hash]) => ({ bytes: Buffer.from(ref, "utf8"), line: `${hash} ${ref}\n` }))
    // Git searches the file by halves, in the order of bytes.
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ line }) => line);
  await writeFileDurably(join(gitDir, "packed-refs"), `# pack-refs with: sorted \n${lines.join("")}`);
}

/** Where the history of an import with a depth ends. */
async function copyShallow(from: string, to: string): Promise<void> {
  let ends: string;
  try {
    ends = await readFile(join(from, "shallow"), "utf8");
  } catch (error) {
    if (isNotFound(error)) return;
    throw error;
  }
  await writeFileDurably(join(to, "shallow"), ends);
}
