const space = 0x20;
const nul = 0x00;
const hashBytes = 20;

/**
 * Goes through the raw content of a tree, a row of `<mode> SP <name> NUL <20 bytes of hash>`, without making an object of
 * each entry: `modeAt` to `modeEnd` is the mode, behind it the name to `nameEnd`, and `hashAt` to `end` the hash.
 */
export class TreeCursor {
  readonly #tree: Buffer;
  modeAt = 0;
  modeEnd = 0;
  nameEnd = 0;
  end = 0;

  constructor(tree: Buffer) {
    this.#tree = tree;
  }

  get nameAt(): number {
    return this.modeEnd + 1;
  }

  get hashAt(): number {
    return this.nameEnd + 1;
  }

  /** False at the end, and before what is no entry. */
  next(): boolean {
    const tree = this.#tree;
    const at = this.end;
    if (at >= tree.length) return false;
    const modeEnd = tree.indexOf(space, at);
    const nameEnd = modeEnd < 0 ? -1 : tree.indexOf(nul, modeEnd + 1);
    const end = nameEnd + 1 + hashBytes;
    if (nameEnd < 0 || end > tree.length) return false;
    this.modeAt = at;
    this.modeEnd = modeEnd;
    this.nameEnd = nameEnd;
    this.end = end;
    return true;
  }

  /** Whether all of the tree has been read. */
  get isDone(): boolean {
    return this.end === this.#tree.length;
  }
}
