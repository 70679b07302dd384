import { zeroHash } from "./repo-storage";

/** All refs of a repo at one moment, and what HEAD points at. Kept true by applying every change that is published. */
export class RefSnapshot {
  /** The full name HEAD points at, born or not. */
  readonly headRef: string;
  readonly #refs: Map<string, string>;
  /** How many refs lie below each folder of names; made when first asked for. */
  #folders: Map<string, number> | null = null;

  constructor(headRef: string, refs: Map<string, string>) {
    this.headRef = headRef;
    this.#refs = refs;
  }

  get count(): number {
    return this.#refs.size;
  }

  get(ref: string): string | null {
    return this.#refs.get(ref) ?? null;
  }

  /** Refs and hashes sorted by name, as Git prints them. */
  sorted(): [ref: string, hash: string][] {
    return [...this.#refs].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }

  set(ref: string, hash: string): void {
    if (hash === zeroHash) {
      if (this.#refs.delete(ref)) this.#countFolders(ref, -1);
    } else {
      if (!this.#refs.has(ref)) this.#countFolders(ref, 1);
      this.#refs.set(ref, hash);
    }
  }

  /** A ref that stands in the way of `ref`, as a folder and a file of one name do; null when there is none. */
  conflictOf(ref: string): string | null {
    for (const folder of foldersOf(ref)) if (this.#refs.has(folder)) return folder;
    if (this.#folders === null) {
      this.#folders = new Map();
      for (const each of this.#refs.keys()) this.#countFolders(each, 1);
    }
    return (this.#folders.get(ref) ?? 0) > 0 ? `${ref}/…` : null;
  }

  copy(): RefSnapshot {
    return new RefSnapshot(this.headRef, new Map(this.#refs));
  }

  #countFolders(ref: string, change: number): void {
    if (this.#folders === null) return;
    for (const folder of foldersOf(ref)) {
      const count = (this.#folders.get(folder) ?? 0) + change;
      if (count > 0) this.#folders.set(folder, count);
      else this.#folders.delete(folder);
    }
  }
}

/** `refs/heads`, `refs/heads/a` for `refs/heads/a/b`. */
function foldersOf(ref: string): string[] {
  const folders: string[] = [];
  for (let at = ref.indexOf("/"); at >= 0; at = ref.indexOf("/", at + 1)) folders.push(ref.slice(0, at));
  return folders;
}
