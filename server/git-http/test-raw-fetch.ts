import { inflateSync } from "node:zlib";
import {
  packCodes,
  packHeaderBytes,
  readBaseDistance,
  readEntryHead,
  readPackHeader,
} from "@/gitformat/pack-entry";
import { readPktLength } from "@/gitformat/pkt-line";

/** What a service of Git answered, taken apart, for tests. */
export interface Told {
  status: number;
  /** What comes on no band, or on the first one before the pack: without the newline of each. */
  lines: string[];
  pack: Buffer;
  /** How long each packet of a band was, its 5 bytes before the payload included. */
  sizes: number[];
  progress: string;
}

/** Sends a request of pkt-lines to a service, as clients do whose porcelain never asks so. */
export async function tellRaw(
  repo: { plainUrl: string; token: string },
  service: "git-receive-pack" | "git-upload-pack",
  body: string | Buffer,
  { version = "0", isBanded = true }: { version?: string; isBanded?: boolean } = {},
): Promise<Told> {
  const answer = await fetch(`${repo.plainUrl}/${service}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${repo.token}`,
      "content-type": `application/x-${service}-request`,
      "git-protocol": `version=${version}`,
    },
    body: typeof body === "string" ? body : new Uint8Array(body),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (!answer.ok) return { ...nothing, status: answer.status, lines: [bytes.toString("utf8").trim()] };
  return { ...takeApart(bytes, isBanded), status: answer.status };
}

const nothing = { lines: [], pack: Buffer.alloc(0), sizes: [], progress: "" };

function takeApart(bytes: Buffer, isBanded: boolean): Omit<Told, "status"> {
  const told = { lines: [] as string[], sizes: [] as number[], progress: "" };
  const data: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = bytes.toString("latin1", at, at + 4) === "PACK" ? null : readPktLength(bytes, at);
    if (size === null) return { ...told, pack: bytes.subarray(at) };
    const payload = bytes.subarray(at + 4, at + Math.max(size, 4));
    at += Math.max(size, 4);
    if (size < 4) told.lines.push(["flush", "delimiter", "end"][size] ?? "");
    else if (isBanded && [1, 2, 3].includes(payload[0] ?? 0)) {
      told.sizes.push(size);
      if (payload[0] === 1) data.push(payload.subarray(1));
      else told.progress += payload.toString("utf8", 1);
    } else told.lines.push(payload.toString("utf8").trimEnd());
  }
  return { ...told, pack: Buffer.concat(data) };
}

/** How many entries of each kind a pack has. */
export function kindsOf(pack: Buffer): Partial<Record<keyof typeof packCodes, number>> {
  const kinds: Partial<Record<keyof typeof packCodes, number>> = {};
  const names = Object.keys(packCodes) as (keyof typeof packCodes)[];
  let at = packHeaderBytes;
  for (let count = readPackHeader(pack); count > 0; count -= 1) {
    const entry = pack.subarray(at);
    const head = readEntryHead(entry);
    const kind = names.find((name) => packCodes[name] === head?.code);
    if (head === null || kind === undefined) throw new Error(`no entry at ${at}`);
    kinds[kind] = (kinds[kind] ?? 0) + 1;
    let from = head.end;
    if (kind === "refDelta") from += 20;
    if (kind === "offsetDelta") {
      if (readBaseDistance(entry, from) >= at) throw new Error("a base before the pack");
      while (((entry[from] ?? 0) & 0x80) !== 0) from += 1;
      from += 1;
    }
    // With `info` the answer names the engine, which knows how much it has read.
    const { engine } = inflateSync(entry.subarray(from), { info: true }) as unknown as {
      engine: { bytesWritten: number };
    };
    at += from + engine.bytesWritten;
  }
  return kinds;
}
