import { LRUCache } from "lru-cache";
import type { ObjectInfo } from "./repo-storage";

export interface KeptObject {
  info: ObjectInfo;
  content: Buffer;
}

const objectMaxBytes = 64 * 1024;
const objectsMaxBytes = 32 * 1024 * 1024;
const historiesMaxBytes = 8 * 1024 * 1024;
const reposMax = 10_000;
/** What an entry costs beside its bytes: its key, its names, a buffer's own memory. */
const entryBytes = 512;

/**
 * What was read of repos lately and never changes under its name: small objects, and pages of histories. Each repo has a
 * part of its own, so that nothing of one repo is ever found in another. That something is missing is not kept.
 */
export class ObjectCache {
  readonly #objects = new LRUCache<string, KeptObject>({
    maxSize: objectsMaxBytes,
    sizeCalculation: ({ content }) => content.length + entryBytes,
  });
  readonly #histories = new LRUCache<string, readonly string[]>({
    maxSize: historiesMaxBytes,
    // A string of 40 characters and its place in the list.
    sizeCalculation: (hashes) => hashes.length * 72 + entryBytes,
  });
  readonly #parts = new LRUCache<string, RepoPart>({ max: reposMax });
  #partCount = 0;

  /** What is kept of one repo. For one visit: after `drop` there is another. */
  partOf(repo: string): RepoPart {
    const known = this.#parts.get(repo);
    if (known !== undefined) return known;
    this.#partCount += 1;
    const part = new RepoPart(`${this.#partCount}:`, this.#objects, this.#histories);
    this.#parts.set(repo, part);
    return part;
  }

  /**
   * To be called when objects of the repo went away. A reader that still has the old part keeps what it reads there, where no
   * later visit finds it.
   */
  drop(repo: string): void {
    this.#parts.delete(repo);
  }
}

class RepoPart {
  readonly #prefix: string;
  readonly #objects: LRUCache<string, KeptObject>;
  readonly #histories: LRUCache<string, readonly string[]>;

  constructor(
    prefix: string,
    objects: LRUCache<string, KeptObject>,
    histories: LRUCache<string, readonly string[]>,
  ) {
    this.#prefix = prefix;
    this.#objects = objects;
    this.#histories = histories;
  }

  object(hash: string): KeptObject | undefined {
    return this.#objects.get(this.#prefix + hash);
  }

  keepObject(object: KeptObject): void {
    if (object.content.length <= objectMaxBytes) this.#objects.set(this.#prefix + object.info.hash, object);
  }

  history(tip: string, range: { offset: number; limit: number }): readonly string[] | undefined {
    return this.#histories.get(this.#historyKey(tip, range));
  }

  keepHistory(tip: string, range: { offset: number; limit: number }, hashes: readonly string[]): void {
    this.#histories.set(this.#historyKey(tip, range), hashes);
  }

  #historyKey(tip: string, { offset, limit }: { offset: number; limit: number }): string {
    return `${this.#prefix}${tip} ${offset} ${limit}`;
  }
}
