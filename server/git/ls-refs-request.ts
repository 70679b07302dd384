import { Readable } from "node:stream";
import { readPktLength } from "@/gitformat/pkt-line";
import type { LsRefsRequest } from "./advertise-refs";

/** A longer request is for git to read: no client asks for refs at such length, and this one is held in memory. */
const requestMaxBytes = 64 * 1024;
/** Each ref is held against each prefix. Clients send a handful. */
const prefixMaxCount = 200;

/**
 * Reads a request of protocol v2 when it is `ls-refs`. Anything else, and whatever of it is not as gitprotocol-v2 has
 * it, comes back as the stream it was, for git to answer.
 */
export async function readLsRefs(body: Readable): Promise<LsRefsRequest | Readable> {
  const chunks = body.iterator({ destroyOnReturn: false });
  let head: Buffer = Buffer.alloc(0);
  let isOver = false;
  while (true) {
    const parsed = head.length > requestMaxBytes ? "other" : parseLsRefs(head);
    if (parsed !== "more" && parsed !== "other") {
      // Left unread, what may follow would keep the connection from its next request; and a body flows for no one while one
      // iterates it.
      await chunks.return?.();
      body.resume();
      return parsed;
    }
    if (parsed === "other" || isOver) break;
    const next = await chunks.next();
    if (next.done) isOver = true;
    else head = Buffer.concat([head, next.value]);
  }
  async function* whole(): AsyncGenerator<Buffer> {
    yield head;
    if (!isOver) yield* { [Symbol.asyncIterator]: () => chunks };
  }
  return Readable.from(whole(), { objectMode: false });
}

const command = "command=ls-refs";
const knownCapability = /^(agent=|object-format=sha1$)/;

/** `"more"` while the request may still become one of these. */
function parseLsRefs(bytes: Buffer): LsRefsRequest | "more" | "other" {
  const prefixes: string[] = [];
  const wants = new Set<string>();
  let part: "command" | "capabilities" | "arguments" = "command";
  let at = 0;
  while (at + 4 <= bytes.length) {
    const size = readPktLength(bytes, at);
    if (size === 0) {
      if (part === "command" || prefixes.length > prefixMaxCount) return "other";
      return {
        wantsPeeled: wants.has("peel"),
        wantsSymrefs: wants.has("symrefs"),
        wantsUnborn: wants.has("unborn"),
        prefixes,
      };
    }
    if (size === 1 && part === "capabilities") {
      part = "arguments";
      at += 4;
      continue;
    }
    if (size === null || size < 4) return "other";
    if (at + size > bytes.length) return part === "command" && size > command.length + 5 ? "other" : "more";
    const line = bytes.toString("utf8", at + 4, at + size).replace(/\n$/, "");
    at += size;
    if (part === "command") {
      if (line !== command) return "other";
      part = "capabilities";
    } else if (part === "capabilities") {
      if (!knownCapability.test(line)) return "other";
    } else if (line === "peel" || line === "symrefs" || line === "unborn") wants.add(line);
    else if (line.startsWith("ref-prefix ") && !line.includes("\ufffd")) {
      prefixes.push(line.slice("ref-prefix ".length));
    } else return "other";
  }
  return "more";
}
