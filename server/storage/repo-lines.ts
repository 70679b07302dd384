/** Work on repos, one after another for each of them. */
export class RepoLines {
  /** The last work in line for each repo. */
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs `fn` after all of this repo that came before. */
  async run<T>(id: string, fn: () => Promise<T>): Promise<T> {
    const before = this.#last.get(id) ?? Promise.resolve();
    const own = before.then(fn, fn);
    this.#last.set(id, own);
    try {
      return await own;
    } finally {
      if (this.#last.get(id) === own) this.#last.delete(id);
    }
  }

  /** Resolves when all that is in line now is done, however it ended. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#last.values());
  }
}
