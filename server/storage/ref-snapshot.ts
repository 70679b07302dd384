import { zeroHash } from "./repo-storage";

/** All refs of a repo at one moment, and what HEAD points at. Kept true by applying every change that is published. */
export class RefSnapshot {
  /** The full name HEAD points at, whether or not that ref exists. */
  readonly headRef: string;
  /** What symbolic refs other than HEAD point at. No push makes one; they come with folders made elsewhere. */
  readonly symrefs: ReadonlyMap<string, string>;
  /**
   * What objects lead to once tags are peeled; null for one that is no tag. True for good, so copies share it.
   * Branches are not in it: they hold commits.
   */
  readonly peeled: Map<string, string | null>;
  readonly #refs: Map<string, string>;
  /** How many refs lie below each folder of names; made when first asked for. */
  #folders: Map<string, number> | null = null;
  #sorted: readonly (readonly [ref: string, hash: string])[] | null = null;

  constructor(
    headRef: string,
    refs: Map<string, string>,
    symrefs: ReadonlyMap<string, string> = new Map(),
    peeled: Map<string, string | null> = new Map(),
  ) {
    this.headRef = headRef;
    this.symrefs = symrefs;
    this.peeled = peeled;
    this.#refs = refs;
  }

  get count(): number {
    return this.#refs.size;
  }

  get(ref: string): string | null {
    return this.#refs.get(ref) ?? null;
  }

  hashes(): IterableIterator<string> {
    return this.#refs.values();
  }

  /** Refs and hashes sorted by the names' bytes, as Git prints them. */
  sorted(): readonly (readonly [ref: string, hash: string])[] {
    if (this.#sorted === null) {
      const all = [...this.#refs];
      // Strings compare by UTF-16 units, which order differently from UTF-8 beyond the basic plane.
      const isPlain = !all.some(([ref]) => /[\ud800-\udfff]/.test(ref));
      this.#sorted = isPlain
        ? all.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
        : all.sort(([a], [b]) => Buffer.compare(Buffer.from(a, "utf8"), Buffer.from(b, "utf8")));
    }
    return this.#sorted;
  }

  set(ref: string, hash: string): void {
    this.#sorted = null;
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
    // Tags that come and go would leave their peeled values behind for good.
    if (this.peeled.size > 2 * this.#refs.size + 1000) this.peeled.clear();
    return new RefSnapshot(this.headRef, new Map(this.#refs), this.symrefs, this.peeled);
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
