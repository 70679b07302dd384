import { LRUCache } from "lru-cache";
import { listRefs } from "@/server/git/list-refs";
import type { GitRunner } from "@/server/git/run-git";
import { readRefFiles } from "./read-ref-files";
import { RefSnapshot } from "./ref-snapshot";
import { missingRepo, readHeadRef } from "./repo-folder";
import { asStorageError } from "./storage-failure";

/** The refs of repos as they are now, read once for all callers. Code that changes them must call `keep` or `forget`. */
export class RefSnapshots {
  readonly #runner: GitRunner;
  readonly #kept = new LRUCache<string, RefSnapshot>({
    maxSize: 500_000,
    sizeCalculation: (snapshot) => snapshot.count + 1,
  });
  readonly #loading = new Map<string, Promise<RefSnapshot>>();

  constructor(runner: GitRunner) {
    this.#runner = runner;
  }

  async read(id: string, gitDir: string): Promise<RefSnapshot> {
    const ready = this.#kept.get(id) ?? this.#loading.get(id);
    if (ready) return ready;
    const loading = this.#load(gitDir);
    this.#loading.set(id, loading);
    try {
      const snapshot = await loading;
      // A change that was published meanwhile has taken the place: this one is good for its callers only.
      if (this.#loading.get(id) === loading) this.#kept.set(id, snapshot);
      return snapshot;
    } finally {
      if (this.#loading.get(id) === loading) this.#loading.delete(id);
    }
  }

  keep(id: string, snapshot: RefSnapshot): void {
    this.#kept.set(id, snapshot);
  }

  forget(id: string): void {
    this.#kept.delete(id);
    this.#loading.delete(id);
  }

  async #load(gitDir: string): Promise<RefSnapshot> {
    try {
      const headRef = await readHeadRef(gitDir);
      if (headRef === null) throw missingRepo();
      const { hashes, symrefs } = (await readRefFiles(gitDir)) ?? (await listRefs(this.#runner, gitDir));
      return new RefSnapshot(headRef, hashes, symrefs);
    } catch (error) {
      throw asStorageError(error);
    }
  }
}
