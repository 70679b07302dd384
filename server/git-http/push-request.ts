import type { Readable } from "node:stream";
import { PktError, PktReader } from "@/server/git/pkt-reader";
import { type RefUpdate, zeroHash } from "@/server/storage/repo-storage";

/** Bounds on what stands before the pack, so that it can be held in memory. */
const commandsMaxCount = 100_000;
const commandsMaxBytes = 16 * 1024 * 1024;
const optionsMaxCount = 1_000;

export interface PushRequest {
  updates: RefUpdate[];
  /** Names of what the client asks for, as `side-band-64k`; a value after `=` is kept. */
  capabilities: Set<string>;
  shallow: string[];
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const known = /^([0-9a-f]{40}) ([0-9a-f]{40}) ([^\0]+)$/;

/**
 * Reads the commands of a push, up to the flush before the pack, and not a byte more. Null for a lone flush, by which
 * clients probe for access. Throws `PktError` for what is no push.
 */
export async function readPushRequest(body: Readable): Promise<PushRequest | null> {
  const lines = new PktReader(body);
  try {
    return await readCommands(lines);
  } finally {
    lines.release();
  }
}

async function readCommands(lines: PktReader): Promise<PushRequest | null> {
  const updates: RefUpdate[] = [];
  const shallow: string[] = [];
  let capabilities: Set<string> | null = null;
  let sizeBytes = 0;
  while (true) {
    const line = await lines.read();
    if (line === "end") throw new PktError("the request ended before the flush");
    if (line === "flush") break;
    sizeBytes += line.length;
    if (updates.length + shallow.length >= commandsMaxCount || sizeBytes > commandsMaxBytes) {
      throw new PktError("too many ref updates in one push");
    }
    // One newline ends a line. Before the capabilities there is none: it would be part of a name.
    const text = decoded(line).replace(/\n$/, "");
    const shallowHash = /^shallow ([0-9a-f]{40})$/.exec(text)?.[1];
    if (shallowHash !== undefined) {
      shallow.push(shallowHash);
      continue;
    }
    const nul = text.indexOf("\0");
    if (capabilities === null) {
      capabilities = new Set(
        nul < 0
          ? []
          : text
              .slice(nul + 1)
              .trim()
              .split(" "),
      );
      const format = [...capabilities].find((each) => each.startsWith("object-format="));
      if (format !== undefined && format !== "object-format=sha1") {
        throw new PktError("only repositories with SHA-1 hashes can be pushed");
      }
    }
    const [, oldHash, newHash, ref] = known.exec(nul < 0 ? text : text.slice(0, nul)) ?? [];
    if (oldHash === undefined || newHash === undefined || ref === undefined) {
      throw new PktError("a ref update that cannot be read");
    }
    updates.push({ ref, oldHash, newHash });
  }
  if (updates.length === 0) return null;
  if (capabilities?.has("push-options")) await passOptions(lines);
  return { updates, capabilities: capabilities ?? new Set(), shallow };
}

/** Reads over push options, up to their flush (gitprotocol-pack): nothing here is steered by them. */
async function passOptions(lines: PktReader): Promise<void> {
  for (let count = 0; ; count += 1) {
    const line = await lines.read();
    if (line === "end") throw new PktError("the request ended before the flush");
    if (line === "flush") return;
    if (count >= optionsMaxCount) throw new PktError("too many push options");
  }
}

function decoded(line: Buffer): string {
  try {
    return utf8.decode(line);
  } catch {
    // Read as text, other bytes would become another name.
    throw new PktError("ref names must be UTF-8");
  }
}

/** Clients send a pack with every push that does more than delete. */
export function carriesPack(request: PushRequest): boolean {
  return request.updates.some((update) => update.newHash !== zeroHash);
}
