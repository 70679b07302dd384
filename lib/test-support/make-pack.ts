import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";

/** For tests: packs as no Git would write them. */
export const packCodes = { commit: 1, tree: 2, blob: 3, tag: 4, offsetDelta: 6, refDelta: 7 } as const;

/** The head of an entry: its kind, and how long it says it is when unpacked. */
export function entryHead(kind: keyof typeof packCodes, sizeBytes: number): Buffer {
  const bytes = [(packCodes[kind] << 4) | (sizeBytes & 15)];
  for (let left = Math.floor(sizeBytes / 16); left > 0; left = Math.floor(left / 128)) {
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 0x80;
    bytes.push(left & 127);
  }
  return Buffer.from(bytes);
}

export function packEntry(kind: keyof typeof packCodes, content: Buffer, base?: string): Buffer {
  const baseBytes = Buffer.from(base ?? "", "hex");
  return Buffer.concat([entryHead(kind, content.length), baseBytes, deflateSync(content)]);
}

/** A pack of these entries, with no checksum; `count` is what it says of itself. */
export function packOf(entries: readonly Buffer[], count = entries.length): Buffer {
  const header = Buffer.from("PACK\0\0\0\x02\0\0\0\0", "latin1");
  header.writeUInt32BE(count, 8);
  return Buffer.concat([header, ...entries]);
}

export function objectHashOf(type: string, content: Buffer): string {
  return createHash("sha1").update(`${type} ${content.length}\0`).update(content).digest("hex");
}

function size(value: number): number[] {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return [...bytes, left];
    bytes.push((left & 127) | 0x80);
  }
}

/** A delta that says of itself what it is told to. */
export function deltaOf(baseBytes: number, resultBytes: number, instructions: readonly number[]): Buffer {
  return Buffer.from([...size(baseBytes), ...size(resultBytes), ...instructions]);
}
