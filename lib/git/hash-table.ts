const hashBytes = 20;
/** At most so full, so that what is looked for is found in few steps. */
const fillMax = 0.6;
const free = -1;
/** Who makes objects on purpose whose hashes begin alike must not know where they will stand. */
const seed = Math.floor(Math.random() * 2 ** 32);

/**
 * Hashes, numbered in the order in which they were added, and found again by their bytes: some 30 bytes each, where a `Map`
 * takes 150. With the right `capacity` none of them moves while others are added, which takes long where they are many.
 */
export class HashTable {
  #hashes: Buffer;
  #slots: Int32Array;
  #count = 0;

  constructor(capacity = 64) {
    this.#hashes = Buffer.alloc(capacity * hashBytes);
    this.#slots = slotsFor(capacity);
  }

  /** The same hashes under the same numbers. */
  copy(): HashTable {
    const copy = new HashTable(0);
    copy.#hashes = Buffer.from(this.bytes);
    copy.#slots = this.#slots.slice();
    copy.#count = this.#count;
    return copy;
  }

  get count(): number {
    return this.#count;
  }

  /** All hashes, 20 bytes each. */
  get bytes(): Buffer {
    return this.#hashes.subarray(0, this.#count * hashBytes);
  }

  /** The number of the hash that stands at `at`; -1 where it is not here. */
  find(hash: Buffer, at = 0): number {
    return this.#slots[this.#slotOf(hash, at)] ?? free;
  }

  findHex(hash: string): number {
    const bytes = Buffer.from(hash, "hex");
    return bytes.length === hashBytes ? this.find(bytes) : free;
  }

  hexOf(number: number): string {
    return this.#hashes.toString("hex", number * hashBytes, (number + 1) * hashBytes);
  }

  /** Gives the number of a hash, a new one where it was not here yet. */
  add(hash: Buffer, at = 0): number {
    const slot = this.#slotOf(hash, at);
    const known = this.#slots[slot] ?? free;
    if (known !== free) return known;
    const number = this.#count;
    if ((number + 1) * hashBytes > this.#hashes.length) this.#grow();
    hash.copy(this.#hashes, number * hashBytes, at, at + hashBytes);
    this.#slots[slot] = number;
    this.#count += 1;
    if (this.#count > this.#slots.length * fillMax) {
      this.#slots = slotsFor(this.#count * 2);
      this.#fill();
    }
    return number;
  }

  #grow(): void {
    const grown = Buffer.alloc(Math.max(64, this.#count * 2) * hashBytes);
    this.#hashes.copy(grown);
    this.#hashes = grown;
  }

  #fill(): void {
    for (let number = 0; number < this.#count; number += 1) {
      this.#slots[this.#slotOf(this.#hashes, number * hashBytes)] = number;
    }
  }

  /** Where the hash stands, or would. */
  #slotOf(hash: Buffer, at: number): number {
    const mask = this.#slots.length - 1;
    const mixed = hash.readUInt32LE(at) ^ Math.imul(hash.readUInt32LE(at + 4) ^ seed, 0x9e3779b1);
    for (let slot = (mixed ^ (mixed >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot] ?? free;
      if (number === free) return slot;
      const own = number * hashBytes;
      if (hash.compare(this.#hashes, own, own + hashBytes, at, at + hashBytes) === 0) return slot;
    }
  }
}

function slotsFor(count: number): Int32Array {
  const length = 2 ** Math.ceil(Math.log2(Math.max(16, count / fillMax + 1)));
  return new Int32Array(length).fill(free);
}
