import type { FastifyReply, FastifyRequest } from "fastify";
import type { BlobHandle } from "@/server/hosting/read-blob";
import { peekStream } from "./peek-stream";
import { requestSignal } from "./request-signal";
import { sniffContentType, sniffLengthBytes } from "./sniff-content-type";

/** An answer addressed by the hash of its content never changes. Private: it was given to the holder of a token. */
export const immutableCache = "private, max-age=31536000, immutable";

export interface SendBlobOptions {
  isImmutable: boolean;
  /** Sniff the type from the bytes, else `application/octet-stream`. */
  isSniffed: boolean;
}

/** Sends a blob as it is, streamed with back-pressure, to GET and HEAD alike. */
export async function sendBlob(
  request: FastifyRequest,
  reply: FastifyReply,
  blob: BlobHandle,
  options: SendBlobOptions,
): Promise<FastifyReply> {
  const etag = `"${blob.hash}"`;
  reply
    .header("etag", etag)
    .header("cache-control", options.isImmutable ? immutableCache : "private, no-cache")
    .header("x-content-type-options", "nosniff")
    // Untrusted bytes: opened in a browser they may load and run nothing.
    .header("content-security-policy", "default-src 'none'; sandbox");
  if (namesEtag(request.headers["if-none-match"], etag)) return reply.code(304).send();

  const isHead = request.method === "HEAD";
  reply.header("content-length", blob.sizeBytes);
  if (blob.content !== null) {
    const { content } = blob;
    const isWhole = content.length <= sniffLengthBytes;
    reply.type(
      options.isSniffed
        ? await sniffContentType(content.subarray(0, sniffLengthBytes), isWhole)
        : "application/octet-stream",
    );
    return isHead ? reply.send() : reply.send(content);
  }
  if (!options.isSniffed) {
    reply.type("application/octet-stream");
    return isHead ? reply.send() : reply.send(await blob.open(requestSignal(reply)));
  }
  const { head, whole } = await peekStream(await blob.open(requestSignal(reply)), sniffLengthBytes);
  reply.type(await sniffContentType(head, head.length >= blob.sizeBytes));
  if (!isHead) return reply.send(whole);
  whole.destroy();
  return reply.send();
}

/** Weak comparison, as If-None-Match asks for. */
export function namesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(",").some((one) => {
    const name = one.trim();
    return name === "*" || name === etag || name === `W/${etag}`;
  });
}
