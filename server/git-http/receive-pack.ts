import { PassThrough, type Readable } from "node:stream";
import { flushPkt, pktLine, sideBand } from "@/gitformat/pkt-line";
import type { Hosting } from "@/server/hosting/hosting";
import { type PushResult, receivePush } from "@/server/hosting/receive-push";
import { StorageError } from "@/server/storage/repo-storage";
import { carriesPack, readPushRequest } from "./push-request";
import { drain } from "./request-body";

/** Proxies drop a connection on which nothing is said for long: so often is something said while git checks. */
const keepAliveMs = 5_000;
/** The side band has room for longer lines of a report, but a longer reason is not read. */
const reasonMaxLength = 1_000;

export interface ReceivePackOptions {
  hosting: Hosting;
  repoId: string;
  tokenId: string;
  body: Readable;
  maxSizeBytes: number;
  signal: AbortSignal;
  /** Called with failures that the client learns of in general words only. */
  onFailure: (error: unknown) => void;
}

/**
 * One push: reads the commands, takes the pack in, and gives the answer as a stream. Throws while nothing has been
 * sent; later failures go out on the side band.
 */
export async function receivePack(options: ReceivePackOptions): Promise<Readable> {
  const { hosting, repoId, tokenId, body, maxSizeBytes, signal } = options;
  const request = await readPushRequest(body);
  const answer = new PassThrough({ highWaterMark: 256 * 1024 });
  if (request === null) {
    answer.end();
    return answer;
  }
  const banded = request.capabilities.has("side-band-64k");
  const wantsProgress = banded && !request.capabilities.has("quiet");

  let opened: () => void = () => {};
  const hasOpened = new Promise<void>((resolve) => {
    opened = resolve;
  });
  const tell = (band: 1 | 2 | 3, payload: Buffer) => {
    opened();
    // Git's progress may be lost on a client that does not read; the report may not.
    if (!answer.destroyed && (band !== 2 || answer.writableLength < 1024 * 1024)) {
      answer.write(sideBand(band, payload));
    }
  };
  // Not while the client sends: one that has stopped must count as idle.
  const stayAlive = () => {
    if (body.readableEnded) tell(2, Buffer.alloc(0));
  };
  const keepAlive = banded ? setInterval(stayAlive, keepAliveMs) : undefined;

  const working = (async () => {
    const result = await receivePush(hosting, {
      repoId,
      tokenId,
      updates: request.updates,
      atomic: request.capabilities.has("atomic"),
      pack: carriesPack(request) ? body : null,
      shallow: request.shallow,
      maxSizeBytes,
      signal,
      ...(wantsProgress ? { onProgress: (chunk: Buffer) => tell(2, chunk) } : {}),
    });
    // A pack that was refused half-way is still being sent.
    await drain(body, 64 * 1024 * 1024 + maxSizeBytes);
    return result;
  })();

  const finish = (result: PushResult) => {
    clearInterval(keepAlive);
    if (request.capabilities.has("report-status")) {
      const report = reportOf(result);
      if (banded) tell(1, report);
      else answer.write(report);
    }
    answer.end(banded ? flushPkt : undefined);
  };

  const first = await Promise.race([
    hasOpened.then(() => null),
    working.catch((error: unknown) => {
      clearInterval(keepAlive);
      throw error;
    }),
  ]);
  if (first !== null) {
    finish(first);
    return answer;
  }
  working.then(finish, (error: unknown) => {
    clearInterval(keepAlive);
    if (!signal.aborted) options.onFailure(error);
    const isBusy = error instanceof StorageError && error.kind === "busy";
    tell(3, Buffer.from(isBusy ? "the service is busy, try again shortly\n" : "internal error\n"));
    answer.end(flushPkt);
  });
  return answer;
}

function reportOf(result: PushResult): Buffer {
  return Buffer.concat([
    pktLine(`unpack ${oneLine(result.unpack)}\n`),
    ...result.refs.map((outcome) =>
      pktLine(outcome.ok ? `ok ${outcome.ref}\n` : `ng ${outcome.ref} ${oneLine(outcome.reason)}\n`),
    ),
    flushPkt,
  ]);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, reasonMaxLength);
}
