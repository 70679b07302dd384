/** Which repos are read now: what a reader or a stream may still want of one stays on the disk until its pins are gone. */
export class RepoPins {
  readonly #counts = new Map<string, number>();
  readonly #waiting = new Map<string, Set<() => void>>();

  /** Returns the function that lets go; further calls of it do nothing. */
  hold(gitDir: string): () => void {
    this.#counts.set(gitDir, (this.#counts.get(gitDir) ?? 0) + 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const count = (this.#counts.get(gitDir) ?? 1) - 1;
      if (count > 0) this.#counts.set(gitDir, count);
      else this.#free(gitDir);
    };
  }

  isHeld(gitDir: string): boolean {
    return this.#counts.has(gitDir);
  }

  /** Resolves once nobody holds the repo. */
  whenFree(gitDir: string): Promise<void> {
    if (!this.isHeld(gitDir)) return Promise.resolve();
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(gitDir) ?? new Set();
      this.#waiting.set(gitDir, waiting.add(resolve));
    });
  }

  /** For the end of the process, whose streams nobody reads to their ends any more. */
  freeAll(): void {
    for (const gitDir of [...this.#counts.keys()]) this.#free(gitDir);
  }

  #free(gitDir: string): void {
    this.#counts.delete(gitDir);
    for (const resolve of this.#waiting.get(gitDir) ?? []) resolve();
    this.#waiting.delete(gitDir);
  }
}
