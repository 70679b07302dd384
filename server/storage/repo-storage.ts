import type { Readable } from "node:stream";
import type { ObjectType } from "@/gitformat/object-header";
import type { RemoteAccess } from "@/server/git/remote-access";

/**
 * The seam between what the service decides (`hosting/`) and where repos are kept. Everything that reads a repo goes
 * through `withReader`, every arrival of objects through `stage`, every change of a ref through `publish`; no other code
 * knows a repo's folder or starts git on one. Today Git's own refs on the local disk are the authority behind it.
 *
 * Repos are named by id here, never by namespace or name.
 */
export interface RepoStorage {
  /** Makes an empty repo whose HEAD points at `refs/heads/<defaultBranch>`. Whole or not at all. */
  createRepo(id: string, defaultBranch: string): Promise<void>;
  /**
   * Makes `id` a repo of its own with what the repo `parentId` holds at one moment, refs and all; or, with
   * `defaultBranchOnly`, the branch that HEAD points at, the tags within its history, and no object beyond. Whole or not at
   * all. What happens to one side later never shows on the other. Answers how many objects the new repo holds, and the
   * branch that its HEAD points at.
   */
  forkRepo(
    parentId: string,
    id: string,
    options: { defaultBranchOnly: boolean; signal: AbortSignal },
  ): Promise<{ objectCount: number; defaultBranch: string }>;
  /**
   * Removes a repo: nobody finds it any more, and what is being read of it is read to its end. A repo that is not there is no
   * error.
   */
  removeRepo(id: string): Promise<void>;
  /**
   * Makes a repo faster to read, and drops what no ref has led to for long. Reads and pushes go on meanwhile; one repo at
   * a time, others wait. Answers when the repo wants it again even without a push; null when it does not.
   */
  maintainRepo(id: string, signal: AbortSignal): Promise<{ againAtMs: number | null }>;
  /** Ids of all repos on disk, to find folders without a row after a crash. */
  listRepoIds(): AsyncIterable<string>;

  withReader<T>(id: string, fn: (reader: RepoReader) => Promise<T>): Promise<T>;
  /**
   * Takes in a pack (a stream; never held in memory), checks it and keeps its objects in quarantine. They become
   * readable by `publish` only; `discard` drops them. Throws `StorageError` when the pack is refused.
   */
  stage(id: string, pack: Readable, options: StageOptions): Promise<StagedObjects>;
  /**
   * `stage` for a repo that is being imported and not read yet: brings a branch of a remote, and the tags that point into
   * it. What is to be published comes with it. Throws `RemoteError` and `StorageError`.
   */
  stageRemote(id: string, remote: RemoteAccess, options: StageRemoteOptions): Promise<StagedRemote>;
  /** Asks a remote for its default branch, and whether it has `branch`. Throws `RemoteError` and `StorageError`. */
  probeRemote(
    remote: RemoteAccess,
    options: { branch: string | null; signal: AbortSignal },
  ): Promise<ProbedRemote>;
  /**
   * Compare-and-swap of refs: makes the staged objects durable and part of the repo, then moves each ref whose current
   * value equals `oldHash`. All of them or none when `atomic`. One outcome an update, in the same order. Once it
   * returns, what it accepted survives a kill and a power loss.
   */
  publish(id: string, updates: RefUpdate[], options: PublishOptions): Promise<RefOutcome[]>;
  /** Where `publish` checks what it is to expect, and notes pushes. To be called once, before the first of those. */
  bindRows(rows: PublishRows): void;

  /** What runs now, and how much room there is. */
  measure(): Promise<StorageMeasures>;

  /** Ends every child process and idle reader. */
  close(): Promise<void>;
}

export interface StorageMeasures {
  git: { running: number; waiting: number };
  /** The file system of the repos. */
  disk: { totalBytes: number; freeBytes: number };
}

export interface StageOptions {
  signal: AbortSignal;
  /** Largest pack taken, in bytes. */
  maxSizeBytes: number;
  /** Commits that the sender has without their parents (a shallow clone); their parents are not asked of the pack. */
  shallow?: readonly string[];
  /** Git's progress, raw bytes as it prints them. */
  onProgress?: (chunk: Buffer) => void;
}

export interface StageRemoteOptions {
  /** A checked branch name. */
  branch: string;
  /** How many commits deep; null for all of them. */
  depth: number | null;
  /** Largest size of what arrives, as it lies on the disk. */
  maxSizeBytes: number;
  signal: AbortSignal;
  /** Git's progress, raw bytes as it prints them, some of them the remote's own. */
  onProgress: (chunk: Buffer) => void;
}

export interface StagedRemote {
  staged: StagedObjects;
  updates: RefUpdate[];
}

export interface ProbedRemote {
  /** The branch that the remote's HEAD points at, unchecked; null when there is none. */
  defaultBranch: string | null;
  /** False when none was asked for. */
  hasBranch: boolean;
}

export interface StagedObjects {
  /** Drops the quarantine. Safe to call twice, and after `publish`. */
  discard(): Promise<void>;
}

export interface RefUpdate {
  /** Full name, `refs/…`, already checked with `isRefName`. */
  ref: string;
  /** 40 zeros: the ref must not exist. */
  oldHash: string;
  /** 40 zeros: the ref is deleted. */
  newHash: string;
}

export interface PublishOptions {
  staged?: StagedObjects;
  atomic?: boolean;
  signal: AbortSignal;
  /** What must hold at the moment of publishing, whatever held when the work began. Otherwise every update is refused. */
  expect?: PublishExpectation;
  /** When this is a push: its time, noted with the repo once a ref has moved. */
  pushedAtMs?: number;
}

export interface PublishExpectation {
  status: "ready" | "importing";
  /** That the repo is not read-only. */
  isWritable: boolean;
  /** A token of the repo that must be neither revoked nor expired. */
  tokenId?: string;
  /** A job that must still be its holder's. */
  lease?: { id: string; owner: string; fence: number };
}

/** The part of the service's rows that a publication depends on. */
export interface PublishRows {
  /** Why it must not be made, fit for who pushes; null when nothing stands against it. */
  refusalOf(repoId: string, expected: PublishExpectation): Promise<string | null>;
  notePush(repoId: string, atMs: number): Promise<void>;
}

/** `reason` is short, in Git's words, fit for `ng <ref> <reason>`. */
export type RefOutcome = { ref: string; ok: true } | { ref: string; ok: false; reason: string };

export interface ObjectInfo {
  hash: string;
  type: ObjectType;
  sizeBytes: number;
}

export interface RepoReader {
  /**
   * The commit a ref leads to, or null. `name` is `HEAD`, a branch, a tag, a full `refs/…` name or a 40-hex commit
   * hash, or the beginning of one that no other has; a branch wins over a tag of the same name, and both over a beginning. Refs are
   * names: no revision expression is ever read as one.
   */
  resolveCommit(name: string): Promise<string | null>;
  /** Null when the repo does not hold the object. */
  info(hash: string): Promise<ObjectInfo | null>;
  /**
   * The whole object, for what is small: commits, trees, tags, and blobs whose size was asked for. Others may be given the
   * same bytes: they must not be changed. Null when missing.
   */
  read(hash: string): Promise<{ info: ObjectInfo; content: Buffer } | null>;
  /**
   * The content of a blob as a stream with back-pressure, whatever its size. Call it inside `withReader`; the stream
   * may outlive the callback, keeps what it reads on the disk, and must be consumed or destroyed. Null when missing.
   */
  stream(hash: string, signal: AbortSignal): Promise<{ info: ObjectInfo; content: Readable } | null>;
  /** The object at `path` (bytes, `/`-separated, no leading slash) below a commit or tree hash, by exact bytes. */
  findPath(
    rootHash: string,
    path: Buffer,
  ): Promise<{ hash: string; mode: string; type: "tree" | "blob" | "commit" } | null>;
  /** Commit hashes reachable from `hash`, newest commit date first, never a parent before its child. */
  listCommits(
    hash: string,
    range: { offset: number; limit: number; signal: AbortSignal },
  ): Promise<readonly string[]>;
  /** Answer to a ref advertisement, as git prints it (without the `# service=` header). */
  advertise(
    service: "git-upload-pack" | "git-receive-pack",
    options: { protocol: string | null; signal: AbortSignal },
  ): Readable;
  /** A stateless upload-pack round: `request` in, the answer out, both streamed. */
  uploadPack(request: Readable, options: { protocol: string | null; signal: AbortSignal }): Readable;
}

/** A failure below the seam. The routes decide by its `kind`; the message is fit for the user who pushes. */
export class StorageError extends Error {
  readonly kind:
    | "refused"
    | "too-large"
    | "busy"
    | "disk-full"
    | "missing-repo"
    | "damaged"
    | "aborted"
    | "internal";
  constructor(kind: StorageError["kind"], message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "StorageError";
    this.kind = kind;
  }
}

/** A remote that cannot be imported from. The message is fit for the person who imports. */
export class RemoteError extends Error {
  readonly kind: "no-remote" | "no-branch" | "wants-credentials" | "not-https" | "unreachable" | "refused";
  constructor(kind: RemoteError["kind"], message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "RemoteError";
    this.kind = kind;
  }
}

export const zeroHash = "0".repeat(40);
