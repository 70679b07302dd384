/**
 * A length as packs have it: seven bits a byte, the lowest first, and the top bit says that more follow; of the first byte
 * `firstBits`. Null when it goes on beyond the end. Throws `RangeError` for what no length can be.
 */
export function readVarint(
  from: Uint8Array,
  start: number,
  firstBits: number,
): { value: number; end: number } | null {
  let byte = from[start];
  if (byte === undefined) return null;
  let value = byte & (2 ** firstBits - 1);
  let shift = firstBits;
  let at = start;
  while (byte & 0x80) {
    at += 1;
    byte = from[at];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 2 ** shift;
    shift += 7;
    // As many bytes as Git reads: zeros may pad a length.
    if (shift > 64) throw new RangeError("A length in the pack is too large.");
  }
  if (!Number.isSafeInteger(value)) throw new RangeError("A length in the pack is too large.");
  return { value, end: at + 1 };
}

/** The bytes of such a length; `flags` stand in the first byte above its bits. */
export function varint(value: number, firstBits = 7, flags = 0): Buffer {
  const bytes = [flags | (value % 2 ** firstBits)];
  for (let left = Math.floor(value / 2 ** firstBits); left > 0; left = Math.floor(left / 128)) {
    bytes.push(left % 128);
  }
  return Buffer.from(bytes.map((byte, index) => (index < bytes.length - 1 ? byte | 0x80 : byte)));
}
