import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";

export interface GitObject {
  hash: string;
  type: "commit" | "tree" | "blob" | "tag";
  content: Buffer;
}

/** The object that Git stores for this content, under the hash Git gives it. */
export function makeObject(type: GitObject["type"], content: Buffer): GitObject {
  const hash = createHash("sha1").update(`${type} ${content.length}\0`).update(content).digest("hex");
  return { hash, type, content };
}

// Numbers of gitformat-pack(5).
const typeNumber = { commit: 1, tree: 2, blob: 3, tag: 4 } as const;

/** A pack of whole objects, as gitformat-pack(5) has it. For a handful of small ones: all of it is in memory. */
export function writePack(objects: readonly GitObject[]): Buffer {
  const header = Buffer.alloc(12);
  header.write("PACK", "latin1");
  header.writeUInt32BE(2, 4);
  header.writeUInt32BE(objects.length, 8);
  const body = Buffer.concat([header, ...objects.flatMap(packEntry)]);
  return Buffer.concat([body, createHash("sha1").update(body).digest()]);
}

function packEntry({ type, content }: GitObject): Buffer[] {
  // Three bits of type and four of size, then seven of size a byte; the top bit says that more follow.
  const head: number[] = [];
  let rest = Math.floor(content.length / 16);
  head.push((rest > 0 ? 0x80 : 0) | (typeNumber[type] << 4) | (content.length & 15));
  while (rest > 0) {
    const low = rest & 127;
    rest = Math.floor(rest / 128);
    head.push((rest > 0 ? 0x80 : 0) | low);
  }
  return [Buffer.from(head), deflateSync(content)];
}
