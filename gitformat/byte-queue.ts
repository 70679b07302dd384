/** Bytes that have come and are not used yet. They are joined only when looked at, so that many small chunks cost no more than one. */
export interface ByteQueue {
  readonly length: number;
  add(chunk: Uint8Array): void;
  /** All of them; what is taken off later stays valid. */
  look(): Buffer;
  drop(count: number): void;
}

export function createByteQueue(): ByteQueue {
  let parts: Buffer[] = [];
  let length = 0;
  return {
    get length() {
      return length;
    },
    add(chunk) {
      parts.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
      length += chunk.byteLength;
    },
    look() {
      const [first] = parts;
      const all = parts.length === 1 && first !== undefined ? first : Buffer.concat(parts);
      parts = [all];
      return all;
    },
    drop(count) {
      const rest = this.look().subarray(count);
      parts = [rest];
      length = rest.byteLength;
    },
  };
}
