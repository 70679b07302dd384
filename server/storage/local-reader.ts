import { Readable } from "node:stream";
import { findTreeEntry } from "@/gitformat/find-tree-entry";
import { pktLine } from "@/gitformat/pkt-line";
import {
  capabilitiesOf,
  isWanted,
  lsRefsAnswer,
  refAdvertisement,
  withSymref,
} from "@/server/git/advertise-refs";
import { findObjects } from "@/server/git/find-objects";
import { listCommits } from "@/server/git/list-commits";
import { readLsRefs } from "@/server/git/ls-refs-request";
import { readBlob } from "@/server/git/read-blob";
import type { ReaderPool } from "@/server/git/reader-pool";
import type { GitRunner } from "@/server/git/run-git";
import { advertiseUploadPack, uploadPack } from "@/server/git/upload-pack";
import { advertisedRefs } from "./advertised-refs";
import type { KeptObject, ObjectCache } from "./object-cache";
import type { RefSnapshot } from "./ref-snapshot";
import { missingRepo, readHeadRef, readShallow } from "./repo-folder";
import { type ObjectInfo, type RepoReader, StorageError } from "./repo-storage";
import { asStorageError } from "./storage-failure";

/** Largest object `read` holds in memory. */
const readMaxBytes = 32 * 1024 * 1024;
/** Blobs up to this go through the pool and are held whole; larger ones get a process of their own. */
const pooledBlobMaxBytes = 256 * 1024;
const hashPattern = /^[0-9a-f]{40}$/;
const shortHashPattern = /^[0-9a-f]{4,39}$/;
/** Of a million objects some fifteen share four digits. */
const sameBeginningMax = 1000;
/** A tag of a tag of a tag …: more than happens by accident, and a bound on those made on purpose. */
const tagDepthMax = 32;

const pushCapabilities =
  "report-status delete-refs side-band-64k quiet atomic ofs-delta push-options object-format=sha1 agent=vitrine";

export interface LocalReaderParts {
  runner: GitRunner;
  pool: ReaderPool;
  gitDir: string;
  kept: ReturnType<ObjectCache["partOf"]>;
  refs(): Promise<RefSnapshot>;
  /** What the installed git opens a fetch with; the same for every repo that has refs, so it is asked once. */
  fetchOpening(gitDir: string, protocol: "v0" | "v2"): Promise<Buffer>;
  /** Keeps the repo's files where they are until the returned function is called. */
  hold(): () => void;
}

/** Reads a bare repo on the local disk. */
export class LocalReader implements RepoReader {
  readonly #parts: LocalReaderParts;

  constructor(parts: LocalReaderParts) {
    this.#parts = parts;
  }

  /**
   * Order: HEAD; a hash of an object that the repo holds (Git reads 40 hex digits as a hash too, even where a branch
   * is called so); a branch; a tag; a full name; the beginning of one commit's hash.
   */
  async resolveCommit(name: string): Promise<string | null> {
    if (hashPattern.test(name)) {
      const commit = await this.#peel(name);
      if (commit !== null) return commit;
    }
    const refs = await this.#parts.refs();
    const hash =
      name === "HEAD"
        ? refs.get(refs.headRef)
        : (refs.get(`refs/heads/${name}`) ??
          refs.get(`refs/tags/${name}`) ??
          (name.startsWith("refs/") ? refs.get(name) : null));
    return hash === null ? this.#commitBeginning(name) : this.#peel(hash);
  }

  /** The one commit that four digits or more of a hash mean, as Git reads them; null where several begin so. */
  async #commitBeginning(name: string): Promise<string | null> {
    const digits = name.toLowerCase();
    if (!shortHashPattern.test(digits)) return null;
    const objects = await this.#ask(({ runner, gitDir }) => findObjects(runner, gitDir, digits));
    if (objects.length > sameBeginningMax) return null;
    const commits = new Set(await Promise.all(objects.map((hash) => this.#peel(hash))));
    commits.delete(null);
    const [only = null] = commits;
    return commits.size === 1 ? only : null;
  }

  async info(hash: string): Promise<ObjectInfo | null> {
    const kept = this.#parts.kept.object(hash);
    if (kept !== undefined) return kept.info;
    const found = await this.#ask(({ pool, gitDir }) => pool.info(gitDir, hash));
    return found && { hash, type: found.type, sizeBytes: found.sizeBytes };
  }

  /** Its callers know that the object is one of those that are small by nature, or have asked for its size. */
  async read(hash: string): Promise<KeptObject | null> {
    const kept = this.#parts.kept.object(hash);
    if (kept !== undefined) return kept;
    const found = await this.#ask(({ pool, gitDir }) => pool.contents(gitDir, hash, readMaxBytes));
    if (found === null) return null;
    const { type, sizeBytes, content } = found;
    if (sizeBytes > readMaxBytes) {
      throw new StorageError("too-large", `${type} ${hash} is larger than ${readMaxBytes} bytes`);
    }
    const object = { info: { hash, type, sizeBytes }, content };
    this.#parts.kept.keepObject(object);
    return object;
  }

  async stream(hash: string, signal: AbortSignal): Promise<{ info: ObjectInfo; content: Readable } | null> {
    const info = await this.info(hash);
    if (info === null) return null;
    if (info.sizeBytes > pooledBlobMaxBytes && info.type === "blob") {
      try {
        const content = await readBlob(this.#parts.runner, this.#parts.gitDir, hash, signal);
        return { info, content: this.#held(content) };
      } catch (error) {
        throw asStorageError(error);
      }
    }
    const whole = await this.read(hash);
    return whole && { info, content: readableOf([whole.content]) };
  }

  async findPath(
    rootHash: string,
    path: Buffer,
  ): Promise<{ hash: string; mode: string; type: "tree" | "blob" | "commit" } | null> {
    const root = await this.read(rootHash);
    let tree = root;
    if (root?.info.type === "commit") tree = await this.read(root.content.toString("latin1", 5, 45));
    const names = splitPath(path);
    if (tree?.info.type !== "tree" || names === null) return null;
    for (const [index, name] of names.entries()) {
      const entry: { mode: string; hash: string } | null = findTreeEntry(tree.content, name);
      if (entry === null) return null;
      const type = typeOfMode(entry.mode);
      if (index === names.length - 1) return { hash: entry.hash, mode: entry.mode, type };
      if (type !== "tree") return null;
      tree = await this.read(entry.hash);
      if (tree?.info.type !== "tree") throw new StorageError("damaged", `tree ${entry.hash} cannot be read`);
    }
    return null;
  }

  async listCommits(
    hash: string,
    range: { offset: number; limit: number; signal: AbortSignal },
  ): Promise<readonly string[]> {
    const { runner, gitDir, kept } = this.#parts;
    const known = kept.history(hash, range);
    if (known !== undefined) return known;
    const commit = hashPattern.test(hash) ? await this.#peel(hash) : null;
    if (commit === null) return [];
    try {
      const hashes = await listCommits(runner, gitDir, commit, range);
      kept.keepHistory(hash, range, hashes);
      return hashes;
    } catch (error) {
      throw asStorageError(error);
    }
  }

  advertise(
    service: "git-upload-pack" | "git-receive-pack",
    options: { protocol: string | null; signal: AbortSignal },
  ): Readable {
    const { protocol } = options;
    if (service === "git-receive-pack") return this.#held(readableFrom(this.#pushRefs(protocol)));
    if (protocol === "version=2") return this.#held(readableFrom(this.#v2Capabilities()));
    return this.#held(readableFrom(translated(this.#fetchRefs(options))));
  }

  uploadPack(request: Readable, options: { protocol: string | null; signal: AbortSignal }): Readable {
    return this.#held(readableFrom(translated(this.#answer(request, options))));
  }

  /** A stream outlives the visit to the repo that opened it, and reads on. */
  #held(stream: Readable): Readable {
    stream.once("close", this.#parts.hold());
    return stream;
  }

  /** Git answers; but refs, which every clone and fetch asks for first, are at hand. */
  async *#answer(
    request: Readable,
    options: { protocol: string | null; signal: AbortSignal },
  ): AsyncGenerator<Buffer> {
    const { runner, gitDir } = this.#parts;
    if (options.protocol !== "version=2") {
      yield* uploadPack(runner, request, { gitDir, ...options });
      return;
    }
    const asked = await readLsRefs(request);
    if (asked instanceof Readable) {
      yield* uploadPack(runner, asked, { gitDir, ...options });
      return;
    }
    const refs = await this.#parts.refs();
    const { pool } = this.#parts;
    const wanted = await advertisedRefs(refs, pool, gitDir, {
      isPeeled: asked.wantsPeeled,
      hasHead: true,
      isWanted: (ref) => isWanted(ref, asked),
    });
    const unbornHead = refs.get(refs.headRef) === null ? refs.headRef : null;
    yield* lsRefsAnswer(wanted, unbornHead, asked);
  }

  async *#v2Capabilities(): AsyncGenerator<Buffer> {
    yield await this.#parts.fetchOpening(this.#parts.gitDir, "v2");
  }

  /** What opens a fetch over v0 and v1. */
  async *#fetchRefs(options: { protocol: string | null; signal: AbortSignal }): AsyncGenerator<Buffer> {
    const { runner, gitDir, pool, fetchOpening } = this.#parts;
    const refs = await this.#parts.refs();
    const told = await advertisedRefs(refs, pool, gitDir, {
      isPeeled: true,
      hasHead: true,
      isWanted: () => true,
    });
    if (told.length === 0) {
      // Versions of git differ in what they say of an empty repo.
      yield* advertiseUploadPack(runner, { gitDir, ...options });
      return;
    }
    if (options.protocol === "version=1") yield pktLine("version 1\n");
    const capabilities = capabilitiesOf(await fetchOpening(gitDir, "v0"));
    yield* refAdvertisement(told, {
      capabilities: withSymref(capabilities, refs.get(refs.headRef) === null ? null : refs.headRef),
      isPeeled: true,
      shallow: await readShallow(gitDir),
    });
  }

  /** The ref advertisement of a push. Made here: it names the capabilities of our own receive-pack. */
  async *#pushRefs(protocol: string | null): AsyncGenerator<Buffer> {
    const { gitDir, pool } = this.#parts;
    const refs = await this.#parts.refs();
    // A push has no v2; a client that offers it is answered in v0, as git does.
    if (protocol === "version=1") yield pktLine("version 1\n");
    yield* refAdvertisement(
      await advertisedRefs(refs, pool, gitDir, { isPeeled: false, hasHead: false, isWanted: () => true }),
      { capabilities: pushCapabilities, isPeeled: false, shallow: await readShallow(gitDir) },
    );
  }

  /** The commit that an object is, or that a tag leads to; null for anything else. */
  async #peel(hash: string): Promise<string | null> {
    let at = hash;
    for (let depth = 0; depth < tagDepthMax; depth += 1) {
      const info = await this.info(at);
      if (info?.type === "commit") return at;
      if (info?.type !== "tag") return null;
      const target = /^object ([0-9a-f]{40})\n/.exec(
        (await this.read(at))?.content.toString("latin1", 0, 48) ?? "",
      )?.[1];
      if (target === undefined) return null;
      at = target;
    }
    return null;
  }

  async #ask<T>(question: (parts: LocalReaderParts) => Promise<T>): Promise<T> {
    try {
      return await question(this.#parts);
    } catch (error) {
      // A process that cannot read may have lost the repo itself, to a removal.
      if ((await readHeadRef(this.#parts.gitDir)) === null) throw missingRepo();
      throw asStorageError(error);
    }
  }
}

/** The names of a path; null for one that no tree can hold. */
function splitPath(path: Buffer): Buffer[] | null {
  const names: Buffer[] = [];
  let start = 0;
  while (true) {
    const end = path.indexOf(0x2f, start);
    const name = path.subarray(start, end < 0 ? path.length : end);
    if (name.length === 0 || name.includes(0)) return null;
    names.push(name);
    if (end < 0) return names;
    start = end + 1;
  }
}

function typeOfMode(mode: string): "tree" | "blob" | "commit" {
  // Old tools padded the mode of trees with a zero.
  if (mode === "40000" || mode === "040000") return "tree";
  return mode === "160000" ? "commit" : "blob";
}

/** The same bytes, with git's failures as those of the seam. */
async function* translated(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* source;
  } catch (error) {
    throw asStorageError(error);
  }
}

function readableFrom(chunks: AsyncIterable<Buffer>): Readable {
  return Readable.from(chunks, { objectMode: false, highWaterMark: 256 * 1024 });
}

function readableOf(chunks: Buffer[]): Readable {
  const readable = new Readable({ read() {} });
  for (const chunk of chunks) readable.push(chunk);
  readable.push(null);
  return readable;
}
