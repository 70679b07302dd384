import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import type { GitObject } from "./git-object";
import { entryHead, packCodes, packHeader } from "./pack-entry";
import { varint } from "./varint";

/** For tests: packs as no Git would write them. */

/** An entry of this content; `base` is what stands between the head and the content of a delta. */
export function packEntry(
  kind: keyof typeof packCodes,
  content: Buffer,
  base: Buffer = Buffer.alloc(0),
): Buffer {
  return Buffer.concat([entryHead(packCodes[kind], content.length), base, deflateSync(content)]);
}

export function wholeEntry({ type, content }: GitObject): Buffer {
  return packEntry(type, content);
}

export function refDelta(baseHash: string, content: Buffer): Buffer {
  return packEntry("refDelta", content, Buffer.from(baseHash, "hex"));
}

interface PackClaims {
  signature?: string;
  version?: number;
  count?: number;
}

/** A pack of these entries without its checksum; the options are what its header claims. */
export function packBody(entries: readonly Buffer[], options: PackClaims = {}): Buffer {
  const header = packHeader(options.count ?? entries.length);
  header.write(options.signature ?? "PACK", "latin1");
  header.writeUInt32BE(options.version ?? 2, 4);
  return Buffer.concat([header, ...entries]);
}

/** The same with a checksum that is right. */
export function rawPack(entries: readonly Buffer[], options: PackClaims = {}): Buffer {
  const body = packBody(entries, options);
  return Buffer.concat([body, createHash("sha1").update(body).digest()]);
}

/** A delta with the given sizes in its header, whether or not they are true. */
export function deltaOf(baseBytes: number, resultBytes: number, instructions: Uint8Array): Buffer {
  return Buffer.concat([varint(baseBytes), varint(resultBytes), instructions]);
}
