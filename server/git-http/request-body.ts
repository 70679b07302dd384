import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { GitHttpError } from "./git-http-error";

/** The body as the client meant it, unpacked when it was sent gzipped. */
export function openBody(request: IncomingMessage): Readable {
  const encoding = request.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (encoding === "identity" || encoding === "") return request;
  if (encoding !== "gzip" && encoding !== "x-gzip") {
    throw new GitHttpError(415, `Content-Encoding ${JSON.stringify(encoding)} is not supported`);
  }
  // Not `pipeline`: it would destroy the request, and with it the connection that the answer needs.
  const body = request.pipe(createGunzip());
  // The reader of the body finds the failure in its state; without a reader it must not end the process.
  body.on("error", () => {});
  request.once("close", () => {
    if (!request.readableEnded) body.destroy(new Error("the request was cut off"));
  });
  return body;
}

/** Passes up to `maxBytes`, counted after unpacking: a small gzip body must not become an endless one. */
export function limited(body: Readable, maxBytes: number): Readable {
  async function* chunks(): AsyncGenerator<Buffer> {
    let sizeBytes = 0;
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) throw new GitHttpError(413, "The request is too large");
      yield chunk;
    }
  }
  return Readable.from(chunks(), { objectMode: false });
}

/**
 * Reads on to the body's end and drops it: a client that is still sending would not see the answer otherwise. Gives up
 * after `maxBytes`.
 */
export function drain(body: Readable, maxBytes: number): Promise<void> {
  return new Promise((resolve) => {
    let sizeBytes = 0;
    const finish = () => {
      body.off("data", onData);
      resolve();
    };
    const onData = (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) {
        body.pause();
        finish();
      }
    };
    if (body.readableEnded || body.destroyed) {
      resolve();
      return;
    }
    body.on("data", onData);
    body.once("end", finish);
    body.once("close", finish);
    body.once("error", finish);
    body.resume();
  });
}
