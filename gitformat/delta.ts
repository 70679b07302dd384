import { readVarint } from "./varint";

const damagedDelta = () => new RangeError("A delta is damaged.");

/** How long the delta says its result is, and where its instructions begin. Throws `RangeError` where it is not for this base. */
export function readDeltaHeader(base: Buffer, delta: Buffer): { resultBytes: number; at: number } {
  const baseSize = readVarint(delta, 0, 7);
  const resultSize = baseSize && readVarint(delta, baseSize.end, 7);
  if (!resultSize || baseSize?.value !== base.length) throw damagedDelta();
  return { resultBytes: resultSize.value, at: resultSize.end };
}

/** Copies from the base and adds what is new, as gitformat-pack(5) has it. Throws `RangeError`. */
export function applyDelta(base: Buffer, delta: Buffer, start: number, resultBytes: number): Buffer {
  const result = Buffer.allocUnsafeSlow(resultBytes);
  let to = 0;
  const put = (from: Buffer, offset: number, length: number) => {
    // Checked before copying: a few bytes of delta can ask for any amount.
    if (offset + length > from.length || to + length > resultBytes) throw damagedDelta();
    from.copy(result, to, offset, offset + length);
    to += length;
  };
  let at = start;
  while (at < delta.length) {
    const instruction = delta[at] ?? 0;
    at += 1;
    if ((instruction & 0x80) === 0) {
      if (instruction === 0) throw damagedDelta();
      put(delta, at, instruction);
      at += instruction;
      continue;
    }
    let offset = 0;
    let length = 0;
    for (let bit = 0; bit < 7; bit += 1) {
      if ((instruction & (1 << bit)) === 0) continue;
      const byte = delta[at] ?? 0;
      at += 1;
      if (bit < 4) offset += byte * 2 ** (8 * bit);
      else length += byte * 2 ** (8 * (bit - 4));
    }
    put(base, offset, length || 0x10000);
  }
  if (to !== resultBytes) throw damagedDelta();
  return result;
}
