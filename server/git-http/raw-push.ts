import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { flushPkt, pktLine } from "@/server/git/pkt-line";
import { type GitObject, makeObject, writePack } from "@/server/git/write-pack";
import type { RefUpdate } from "@/server/storage/repo-storage";

/** What a hostile client can send: pushes made by hand, for tests. */

export interface Answered {
  status: number;
  text: string;
}

/** Posts bytes to a service of a repo, as they are. */
export async function postRaw(
  repo: { plainUrl: string; token: string },
  service: "git-receive-pack" | "git-upload-pack",
  body: Buffer | string,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const answer = await fetch(`${repo.plainUrl}/${service}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${repo.token}`,
      "content-type": `application/x-${service}-request`,
      ...headers,
    },
    body: typeof body === "string" ? body : new Uint8Array(body),
  });
  return { status: answer.status, text: await answer.text() };
}

export function commandsOf(updates: readonly RefUpdate[], capabilities = "report-status"): Buffer {
  return Buffer.concat([
    ...updates.map(({ ref, oldHash, newHash }, index) =>
      pktLine(`${oldHash} ${newHash} ${ref}${index === 0 ? `\0${capabilities}` : ""}`),
    ),
    flushPkt,
  ]);
}

/** A tree of entries in the order given, whatever Git thinks of it. */
export function rawTree(...entries: [mode: string, name: string | Buffer, hash: string][]): GitObject {
  const content = entries.map(([mode, name, hash]) =>
    Buffer.concat([
      Buffer.from(`${mode} `),
      typeof name === "string" ? Buffer.from(name, "utf8") : name,
      Buffer.of(0),
      Buffer.from(hash, "hex"),
    ]),
  );
  return makeObject("tree", Buffer.concat(content));
}

export const signature = "Ada <ada@example.com> 1760000000 +0000";

/** A commit of these header lines and message. */
export function rawCommit(headers: readonly string[], message: string | Buffer = "m\n"): GitObject {
  return makeObject(
    "commit",
    Buffer.concat([Buffer.from(`${headers.join("\n")}\n\n`), Buffer.from(message)]),
  );
}

export function plainCommit(
  tree: string,
  parents: readonly string[] = [],
  message?: string | Buffer,
): GitObject {
  const headers = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${signature}`,
    `committer ${signature}`,
  ];
  return rawCommit(headers, message);
}

const typeNumbers = { commit: 1, tree: 2, blob: 3, tag: 4 } as const;

/** The head of a pack entry: type and size. */
export function entryHead(type: number, size: number): Buffer {
  const bytes: number[] = [];
  let rest = Math.floor(size / 16);
  bytes.push((rest > 0 ? 0x80 : 0) | (type << 4) | (size % 16));
  while (rest > 0) {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push((rest > 0 ? 0x80 : 0) | low);
  }
  return Buffer.from(bytes);
}

export function wholeEntry(object: GitObject): Buffer {
  return Buffer.concat([
    entryHead(typeNumbers[object.type], object.content.length),
    deflateSync(object.content),
  ]);
}

/** A pack of entries made by hand; its checksum is right. */
export function rawPack(
  entries: readonly Buffer[],
  options: { version?: number; count?: number; signature?: string } = {},
): Buffer {
  const head = Buffer.alloc(12);
  head.write(options.signature ?? "PACK", "latin1");
  head.writeUInt32BE(options.version ?? 2, 4);
  head.writeUInt32BE(options.count ?? entries.length, 8);
  const body = Buffer.concat([head, ...entries]);
  return Buffer.concat([body, createHash("sha1").update(body).digest()]);
}

/** A delta: sizes, then instructions. */
export function delta(sourceSize: number, resultSize: number, instructions: Buffer): Buffer {
  return Buffer.concat([varint(sourceSize), varint(resultSize), instructions]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push((rest > 0 ? 0x80 : 0) | low);
  } while (rest > 0);
  return Buffer.from(bytes);
}

export function packOf(...objects: GitObject[]): Buffer {
  return writePack([...new Map(objects.map((object) => [object.hash, object])).values()]);
}
