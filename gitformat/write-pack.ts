import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import type { GitObject } from "./git-object";
import { entryHead, packCodes, packHeader } from "./pack-entry";

/** A pack of whole objects, as gitformat-pack(5) has it. For a handful of small ones: all of it is in memory. */
export function writePack(objects: readonly GitObject[]): Buffer {
  const body = Buffer.concat([packHeader(objects.length), ...objects.flatMap(packEntry)]);
  return Buffer.concat([body, createHash("sha1").update(body).digest()]);
}

function packEntry({ type, content }: GitObject): Buffer[] {
  return [entryHead(packCodes[type], content.length), deflateSync(content)];
}
