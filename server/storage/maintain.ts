import { mkdir, readdir, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { failPoint } from "@/server/fail-point";
import { countReachable } from "@/server/git/pack-reachable";
import type { GitRunner } from "@/server/git/run-git";
import { indexPacks, packRefs, repackWhole, rollUpPacks, writeCommitGraph } from "@/server/git/tidy-repo";
import type { ObjectCounter } from "./count-objects";
import { expireObjects } from "./expire-objects";
import { listPacks, oldestInCruft, type Pack } from "./list-packs";
import { removeLeftovers } from "./remove-leftovers";
import { isNotFound } from "./repo-folder";

/** Every push leaves a pack; a read looks into each, so more than this many are rolled up. */
const packsMax = 10;
/** From this many objects on, a bitmap saves a clone more than making it costs. */
const bitmapObjectsMin = 500;
/** Refs that moved are a file each; beyond this many, one file is faster to read. */
const looseRefsMax = 200;
/** What was put off because refs moved is not tried again at once. */
const againMinMs = 3600_000;

export interface MaintainerOptions {
  runner: GitRunner;
  /** How long what no ref leads to is kept. */
  keepMs: number;
  /** A whole repack for the sake of what no ref leads to comes so long after the last one. */
  shedEveryMs: number;
  canMakeCruftPacks: boolean;
  counter: ObjectCounter;
  newWorkDir: () => string;
  /** Runs `fn` while no ref of the repo is changed and no pack arrives in it. */
  inLine: <T>(id: string, fn: () => Promise<T>) => Promise<T>;
  /** Whether somebody reads the repo, who may still want what is to be dropped. */
  isRead: (gitDir: string) => boolean;
  /** Lets go of the packs that live readers hold open. */
  renewReaders: (gitDir: string) => void;
}

/**
 * Keeps repos fast to read and removes what is no longer reachable, one repo at a time. Requests never wait for it: packs
 * are replaced while they are read and written, as git allows; only what takes an instant keeps pushes out. Killed at
 * any step, it leaves a repo that is whole, and leftovers that the next run removes.
 */
export class Maintainer {
  readonly #options: MaintainerOptions;
  readonly #stopping = new AbortController();
  #work: Promise<unknown> = Promise.resolve();
  #watched: { id: string; isChanged: boolean } | null = null;

  constructor(options: MaintainerOptions) {
    this.#options = options;
  }

  /** To be called in line, before refs of a repo move. */
  noteChange(id: string): void {
    if (this.#watched?.id === id) this.#watched.isChanged = true;
  }

  /** Answers when the repo wants it again without a push; null when only a push makes it worth. */
  maintain(id: string, gitDir: string, signal: AbortSignal): Promise<{ againAtMs: number | null }> {
    const own = this.#work.then(() => this.#maintain(id, gitDir, signal));
    this.#work = own.catch(() => {});
    return own;
  }

  /** Ends what runs; git cleans up behind itself. */
  async close(): Promise<void> {
    this.#stopping.abort();
    await this.#work;
  }

  async #maintain(
    id: string,
    gitDir: string,
    callerSignal: AbortSignal,
  ): Promise<{ againAtMs: number | null }> {
    const { runner, inLine, renewReaders } = this.#options;
    const signal = AbortSignal.any([callerSignal, this.#stopping.signal]);
    signal.throwIfAborted();
    failPoint("maintain:begun");
    await inLine(id, () => removeLeftovers(gitDir));
    await writeCommitGraph(runner, { gitDir, signal });
    failPoint("maintain:graph-written");

    const packDir = join(gitDir, "objects", "pack");
    const objectDir = join(gitDir, "objects");
    const packs = await listPacks(objectDir);
    const isShallow = await exists(join(gitDir, "shallow"));
    const hasSharedBitmap = (await readdir(packDir)).some((name) =>
      /^multi-pack-index-.*\.bitmap$/.test(name),
    );
    const planned = planOf(packs, { isShallow, hasSharedBitmap });
    let plan = planned.kind;
    const sheddingAtMs = plan === "whole" ? null : await this.#sheddingTime(gitDir, packs, signal);
    if (sheddingAtMs !== null && sheddingAtMs <= Date.now()) plan = "whole";
    // Refs may have come back to what is old: only a whole repack takes that out of the way of what is dropped. What a
    // fork shares is not copied for it.
    const mayExpire = !(baseOf(packs)?.isBorrowed ?? false);
    const expiryAtMs = mayExpire ? await this.#nextExpiry(objectDir) : null;
    if (expiryAtMs !== null && expiryAtMs <= Date.now()) plan = "whole";
    const watched = { id, isChanged: false };
    // From before the repack looks at the refs until something is dropped.
    await inLine(id, async () => {
      this.#watched = watched;
    });
    const hasBitmap = planned.needsSharedBitmap;
    if (plan === "index") await indexPacks(runner, { gitDir, signal });
    if (plan === "roll-up") await rollUpPacks(runner, { gitDir, signal, hasBitmap });
    if (plan === "whole") {
      // The time of a pack is the time at which what it holds was last wanted. Until now refs may have led to all of it.
      const now = new Date();
      for (const pack of packs.filter((each) => !each.isCruft)) {
        await utimes(join(packDir, `${pack.name}.pack`), now, now);
      }
      failPoint("maintain:packs-touched");
      await repackWhole(runner, {
        gitDir,
        signal,
        // Git makes none where the history has been cut off.
        hasBitmap: !isShallow,
        hasCruftPack: this.#options.canMakeCruftPacks,
      });
    }
    if (plan !== "nothing") renewReaders(gitDir);
    failPoint("maintain:repacked");

    if (await hasManyFiles(join(gitDir, "refs"), looseRefsMax)) {
      await inLine(id, () => packRefs(runner, { gitDir, signal }));
    }
    failPoint("maintain:refs-packed");
    if (plan === "whole" && mayExpire && (await this.#expire(id, gitDir, watched, signal)))
      renewReaders(gitDir);
    const wishes = [
      mayExpire ? await this.#nextExpiry(objectDir) : null,
      plan === "whole" ? null : sheddingAtMs,
    ];
    const times = wishes.filter((wish) => wish !== null);
    return { againAtMs: times.length === 0 ? null : Math.max(Math.min(...times), Date.now() + againMinMs) };
  }

  /**
   * When what no ref leads to should be set apart, from which moment its time runs; null when there is nothing of the
   * kind. Not after each forced push: it takes a whole repack.
   */
  async #sheddingTime(gitDir: string, packs: readonly Pack[], signal: AbortSignal): Promise<number | null> {
    const { runner, counter, shedEveryMs } = this.#options;
    if (packs.length === 0 || !this.#options.canMakeCruftPacks) return null;
    const objectDir = join(gitDir, "objects");
    const cruft = packs.filter((pack) => pack.isCruft).map((pack) => pack.name);
    // In this order: a push in between can only make it look as if there were less to shed.
    const heldCount = await counter.count(objectDir, cruft);
    const reachableCount = await countReachable(runner, null, { gitDir, signal, isBackground: true });
    if (heldCount <= reachableCount) return null;
    const base = baseOf(packs);
    // Little waste is cheaper than a copy of what is shared.
    if (base === null || (base.isBorrowed && heldCount < 2 * reachableCount)) return null;
    return (await stat(join(objectDir, "pack", `${base.name}.pack`))).mtimeMs + shedEveryMs;
  }

  async #expire(
    id: string,
    gitDir: string,
    watched: { isChanged: boolean },
    signal: AbortSignal,
  ): Promise<boolean> {
    const { runner, keepMs, newWorkDir, inLine, isRead } = this.#options;
    const workDir = newWorkDir();
    await mkdir(workDir);
    try {
      return await expireObjects({
        runner,
        gitDir,
        workDir,
        signal,
        beforeMs: Date.now() - keepMs,
        ifUnchanged: async (prepare, swap) => {
          await prepare();
          return inLine(id, async () => {
            if (watched.isChanged || isRead(gitDir)) return false;
            await swap();
            return true;
          });
        },
      });
    } finally {
      await rm(workDir, { recursive: true, force: true });
    }
  }

  async #nextExpiry(objectDir: string): Promise<number | null> {
    let next: number | null = null;
    for (const pack of await listPacks(objectDir)) {
      if (!pack.isCruft) continue;
      const oldest = await oldestInCruft(join(objectDir, "pack"), pack.name);
      if (oldest === null) continue;
      // A second later: git's times are whole seconds.
      const atMs = oldest + this.#options.keepMs + 1000;
      if (next === null || atMs < next) next = atMs;
    }
    return next;
  }
}

/**
 * A whole repack when what came since the last one is half as much again, so its price is spread over the pushes that
 * caused it; otherwise small packs are rolled up when there are many. What a fork shares with its parent gets a bitmap
 * beside it, and is not rewritten for the sake of one.
 */
export function planOf(
  packs: readonly Pack[],
  { isShallow, hasSharedBitmap }: { isShallow: boolean; hasSharedBitmap: boolean },
): { kind: "nothing" | "index" | "roll-up" | "whole"; needsSharedBitmap: boolean } {
  const wanted = packs.filter((pack) => !pack.isCruft);
  const total = wanted.reduce((sum, pack) => sum + pack.objectCount, 0);
  const base = baseOf(wanted);
  const isWorthBitmap = total >= bitmapObjectsMin && !isShallow;
  const isMissingBitmap = isWorthBitmap && base !== null && !base.hasBitmap;
  const needsSharedBitmap = isMissingBitmap && base.isBorrowed;
  const hasManyNew = (total - (base?.objectCount ?? 0)) * 2 > (base?.objectCount ?? 0);
  const isWhole =
    (hasManyNew && wanted.length > (isWorthBitmap ? 1 : packsMax)) || (isMissingBitmap && !needsSharedBitmap);
  if (isWhole) return { kind: "whole", needsSharedBitmap: false };
  if (wanted.length > packsMax) return { kind: "roll-up", needsSharedBitmap };
  return { kind: needsSharedBitmap && !hasSharedBitmap ? "index" : "nothing", needsSharedBitmap };
}

/** The pack that carries most of the repo. */
function baseOf(packs: readonly Pack[]): Pack | null {
  const withBitmap = packs.find((pack) => pack.hasBitmap && !pack.isCruft);
  if (withBitmap !== undefined) return withBitmap;
  return packs.reduce<Pack | null>(
    (found, pack) =>
      pack.isCruft || (found !== null && found.objectCount >= pack.objectCount) ? found : pack,
    null,
  );
}

async function hasManyFiles(folder: string, max: number): Promise<boolean> {
  let count = 0;
  const queue = [folder];
  for (let at = queue.pop(); at !== undefined && count <= max; at = queue.pop()) {
    for (const entry of await readdir(at, { withFileTypes: true }).catch(unlessGone)) {
      if (entry.isDirectory()) queue.push(join(at, entry.name));
      else count += 1;
    }
  }
  return count > max;
}

function unlessGone(error: unknown): [] {
  if (isNotFound(error)) return [];
  throw error;
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}
