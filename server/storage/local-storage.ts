import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, statfs, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { LRUCache } from "lru-cache";
import { failPoint } from "@/server/fail-point";
import { GitError } from "@/server/git/git-error";
import { checkGitVersion, hasCruftPacks } from "@/server/git/git-version";
import { ReaderPool } from "@/server/git/reader-pool";
import type { RemoteAccess } from "@/server/git/remote-access";
import { GitRunner } from "@/server/git/run-git";
import { ObjectCounter } from "./count-objects";
import { syncFolder } from "./durable";
import { FetchOpenings } from "./fetch-openings";
import { type FilledFork, fillBranchFork, fillFork } from "./fork-repo";
import { LocalReader } from "./local-reader";
import { Maintainer } from "./maintain";
import { ObjectCache } from "./object-cache";
import { publishUpdates } from "./publish-updates";
import { Quarantine } from "./quarantine";
import { RefSnapshot } from "./ref-snapshot";
import { RefSnapshots } from "./ref-snapshots";
import {
  DataFolders,
  emptyFolder,
  isNotFound,
  makeBareRepo,
  missingRepo,
  readHeadRef,
  walkRepoIds,
} from "./repo-folder";
import { RepoLines } from "./repo-lines";
import { RepoPins } from "./repo-pins";
import {
  type ProbedRemote,
  type PublishOptions,
  type PublishRows,
  type RefOutcome,
  type RefUpdate,
  type RepoReader,
  type RepoStorage,
  type StagedObjects,
  type StagedRemote,
  type StageOptions,
  type StageRemoteOptions,
  StorageError,
  type StorageMeasures,
} from "./repo-storage";
import { stagePack } from "./stage-pack";
import { probeRemote, stageRemote } from "./stage-remote";
import { asStorageError } from "./storage-failure";

export interface LocalStorageOptions {
  dataDir: string;
  log: (event: string, fields: object) => void;
  /** Clones and arriving packs at once. */
  maxTransfers?: number;
  /** How long a request waits for a git process before it is refused as "busy". */
  waitMs?: number;
  /** How long objects are kept that no ref leads to any more. */
  keepUnreachableMs?: number;
}

/**
 * Opens bare repos in `<dataDir>/repos`. The caller makes sure that no other process has the folder open. Throws
 * `StorageError` with one clear line when git is missing or too old, or the folder cannot be written.
 */
export async function createLocalStorage(options: LocalStorageOptions): Promise<LocalStorage> {
  const folders = new DataFolders(resolve(options.dataDir));
  try {
    for (const path of [folders.repos, folders.incoming, folders.trash])
      await mkdir(path, { recursive: true });
    await writeFile(folders.gitConfigFile, "[safe]\n\tdirectory = *\n");
    await emptyFolder(folders.incoming);
    await emptyFolder(folders.trash);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? ` (${cause.code})` : "";
    throw new StorageError("internal", `the data folder ${options.dataDir} cannot be written${code}`, {
      cause,
    });
  }
  const runner = new GitRunner({
    configFile: folders.gitConfigFile,
    maxTransfers: options.maxTransfers ?? 32,
    maxQuestions: 16,
    waitMs: options.waitMs ?? 10_000,
  });
  let canMakeCruftPacks: boolean;
  try {
    const version = await checkGitVersion(runner);
    options.log("storage-opened", { git: version });
    canMakeCruftPacks = hasCruftPacks(version);
  } catch (error) {
    if (error instanceof GitError) throw new StorageError("internal", error.message, { cause: error });
    throw error;
  }
  return new LocalStorage(folders, runner, { ...options, canMakeCruftPacks });
}

const dayMs = 24 * 3600 * 1000;

/** Bare repos on the local disk; Git's own refs are the authority, and every change of them passes `publish`. */
export class LocalStorage implements RepoStorage {
  readonly #folders: DataFolders;
  readonly #runner: GitRunner;
  readonly #pool: ReaderPool;
  readonly #maintainer: Maintainer;
  readonly #log: LocalStorageOptions["log"];
  /** Repos seen on disk, so that a read does not look again. */
  readonly #known = new LRUCache<string, true>({ max: 100_000 });
  readonly #refs: RefSnapshots;
  /** By folder: a new repo always has a new one. */
  readonly #kept = new ObjectCache();
  /** Changes of one repo are made one after another. */
  readonly #lines = new RepoLines();
  readonly #pins = new RepoPins();
  readonly #background = new Set<Promise<unknown>>();
  readonly #counter = new ObjectCounter();
  readonly #openings: FetchOpenings;
  #rows: PublishRows | null = null;

  constructor(
    folders: DataFolders,
    runner: GitRunner,
    options: LocalStorageOptions & { canMakeCruftPacks: boolean },
  ) {
    this.#folders = folders;
    this.#runner = runner;
    this.#refs = new RefSnapshots(runner);
    this.#openings = new FetchOpenings(runner);
    this.#log = options.log;
    this.#maintainer = new Maintainer({
      runner,
      keepMs: options.keepUnreachableMs ?? 14 * dayMs,
      shedEveryMs: Math.min(options.keepUnreachableMs ?? dayMs, dayMs),
      canMakeCruftPacks: options.canMakeCruftPacks,
      counter: this.#counter,
      newWorkDir: () => folders.newIncoming("maintain"),
      inLine: (id, fn) => this.#lines.run(id, fn),
      isRead: (gitDir) => this.#pins.isHeld(gitDir),
      renewReaders: (gitDir) => {
        this.#pool.renewRepo(gitDir);
        this.#kept.drop(gitDir);
      },
    });
    this.#pool = new ReaderPool(runner, { maxProcesses: 16, idleMs: 60_000, waitMs: 5_000 });
  }

  /** Git processes that run now, the pool's included. */
  get gitProcessCount(): number {
    return this.#runner.runningCount;
  }

  async createRepo(id: string, defaultBranch: string): Promise<void> {
    const gitDir = this.#folders.repo(id);
    try {
      await makeBareRepo(this.#folders, gitDir, `refs/heads/${defaultBranch}`);
    } catch (error) {
      throw asStorageError(error);
    }
    this.#known.set(id, true);
    this.#refs.keep(id, new RefSnapshot(`refs/heads/${defaultBranch}`, new Map()));
  }

  async forkRepo(
    parentId: string,
    id: string,
    options: { defaultBranchOnly: boolean; signal: AbortSignal },
  ): Promise<{ objectCount: number; defaultBranch: string }> {
    const gitDir = await this.#open(parentId);
    const refs = await this.#refs.read(parentId, gitDir);
    const source = { runner: this.#runner, counter: this.#counter, gitDir, refs, signal: options.signal };
    const fill = options.defaultBranchOnly ? fillBranchFork : fillFork;
    let filled: FilledFork = { refs: new Map(), objectCount: 0 };
    try {
      await makeBareRepo(this.#folders, this.#folders.repo(id), refs.headRef, async (temporary) => {
        filled = await fill(source, temporary);
        failPoint("fork:objects-linked");
      });
    } catch (error) {
      // A parent that was removed meanwhile fails in whatever way comes first.
      if ((await readHeadRef(gitDir)) === null) throw missingRepo();
      throw asStorageError(error);
    }
    this.#known.set(id, true);
    this.#refs.keep(id, new RefSnapshot(refs.headRef, filled.refs, new Map(), new Map(refs.peeled)));
    return { objectCount: filled.objectCount, defaultBranch: refs.headRef.replace(/^refs\/heads\//, "") };
  }

  async removeRepo(id: string): Promise<void> {
    const gitDir = this.#folders.repo(id);
    await this.#lines.run(id, async () => {
      this.#forget(id);
      const trash = join(this.#folders.trash, `${id}-${randomBytes(8).toString("hex")}`);
      try {
        await rename(gitDir, trash);
        await syncFolder(dirname(gitDir));
      } catch (error) {
        if (isNotFound(error)) return;
        throw asStorageError(error);
      } finally {
        failPoint("delete:folder-moved");
        // Again: a reader that had found the repo just before it was moved.
        this.#forget(id);
      }
      // A git that reads it has its folder open, by whatever name, and opens more of it as it goes on.
      const removed = this.#pins.whenFree(gitDir).then(() => rm(trash, { recursive: true, force: true }));
      this.#inBackground(removed);
    });
  }

  async maintainRepo(id: string, signal: AbortSignal): Promise<{ againAtMs: number | null }> {
    const gitDir = await this.#open(id);
    try {
      return await this.#maintainer.maintain(id, gitDir, signal);
    } catch (error) {
      if (signal.aborted) throw new StorageError("aborted", "the maintenance was aborted", { cause: error });
      if ((await readHeadRef(gitDir)) === null) throw missingRepo();
      throw asStorageError(error);
    }
  }

  listRepoIds(): AsyncIterable<string> {
    return walkRepoIds(this.#folders.repos);
  }

  async withReader<T>(id: string, fn: (reader: RepoReader) => Promise<T>): Promise<T> {
    const gitDir = await this.#open(id);
    const reader = new LocalReader({
      runner: this.#runner,
      pool: this.#pool,
      gitDir,
      kept: this.#kept.partOf(gitDir),
      refs: () => this.#refs.read(id, gitDir),
      fetchOpening: (each, protocol) => this.#openings.ask(each, protocol),
      hold: () => this.#pins.hold(gitDir),
    });
    const release = this.#pins.hold(gitDir);
    try {
      return await fn(reader);
    } finally {
      release();
    }
  }

  async stage(id: string, pack: Readable, options: StageOptions): Promise<StagedObjects> {
    // A sender may be cut off while the pack waits for its turn; its state says so when the turn comes.
    pack.on("error", () => {});
    const gitDir = await this.#open(id);
    return stagePack({ runner: this.#runner, folders: this.#folders }, { id, gitDir }, pack, options);
  }

  async stageRemote(id: string, remote: RemoteAccess, options: StageRemoteOptions): Promise<StagedRemote> {
    await this.#open(id);
    return stageRemote({ runner: this.#runner, folders: this.#folders }, id, remote, options);
  }

  probeRemote(
    remote: RemoteAccess,
    options: { branch: string | null; signal: AbortSignal },
  ): Promise<ProbedRemote> {
    return probeRemote({ runner: this.#runner, folders: this.#folders }, remote, options);
  }

  bindRows(rows: PublishRows): void {
    this.#rows = rows;
  }

  async publish(id: string, updates: RefUpdate[], options: PublishOptions): Promise<RefOutcome[]> {
    const staged = options.staged ?? null;
    if (staged !== null && (!(staged instanceof Quarantine) || staged.repoId !== id)) {
      throw new StorageError("internal", "the staged objects belong to another repo");
    }
    try {
      return await this.#lines.run(id, async () =>
        publishUpdates(
          {
            runner: this.#runner,
            pool: this.#pool,
            refs: this.#refs,
            rows: this.#rows,
            noteChange: () => this.#maintainer.noteChange(id),
            log: this.#log,
          },
          { id, gitDir: await this.#open(id) },
          updates,
          { ...options, staged },
        ),
      );
    } catch (error) {
      throw asStorageError(error);
    }
  }

  async measure(): Promise<StorageMeasures> {
    const { bsize, blocks, bavail } = await statfs(this.#folders.repos);
    return {
      git: { running: this.#runner.runningCount, waiting: this.#runner.waitingCount },
      disk: { totalBytes: bsize * blocks, freeBytes: bsize * bavail },
    };
  }

  async close(): Promise<void> {
    await this.#maintainer.close();
    this.#pool.close();
    await this.#runner.close();
    this.#pins.freeAll();
    await Promise.allSettled([this.#lines.settle(), ...this.#background]);
  }

  async #open(id: string): Promise<string> {
    const gitDir = this.#folders.repo(id);
    if (this.#known.get(id)) return gitDir;
    let headRef: string | null;
    try {
      headRef = await readHeadRef(gitDir);
    } catch (error) {
      throw asStorageError(error);
    }
    if (headRef === null) throw missingRepo();
    this.#known.set(id, true);
    return gitDir;
  }

  #forget(id: string): void {
    this.#known.delete(id);
    this.#refs.forget(id);
    this.#pool.endRepo(this.#folders.repo(id));
    this.#kept.drop(this.#folders.repo(id));
  }

  #inBackground(work: Promise<unknown>): void {
    const own = work
      .catch((error: unknown) => this.#log("background-work-failed", { error: String(error) }))
      .finally(() => this.#background.delete(own));
    this.#background.add(own);
  }
}
