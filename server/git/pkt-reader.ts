import type { Readable } from "node:stream";
import { readPktLength } from "@/gitformat/pkt-line";

/** The request breaks the framing of Git's wire protocol. */
export class PktError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "PktError";
  }
}

/**
 * Reads pkt-lines off a stream, and not a byte more than asked for, so that what follows them (a pack) can be read from
 * the same stream after `release`.
 */
export class PktReader {
  readonly #stream: Readable;
  #wake: () => void = () => {};
  // One listener for the whole reading: each one added anew would fire for bytes that are already known.
  readonly #onNews = () => this.#wake();

  constructor(stream: Readable) {
    this.#stream = stream;
    for (const event of ["readable", "end", "close", "error"]) stream.on(event, this.#onNews);
  }

  /** The next line's payload, `"flush"` for 0000, or `"end"` when the stream ends before one begins. */
  async read(): Promise<Buffer | "flush" | "end"> {
    const head = await this.#readExactly(4);
    if (head === null) return "end";
    const size = readPktLength(head);
    if (size === 0) return "flush";
    // 1 and 2 are the delimiters of protocol v2, which never stand in a push.
    if (size === null || size < 4) throw new PktError("bad line length");
    if (size === 4) return Buffer.alloc(0);
    const payload = await this.#readExactly(size - 4);
    if (payload === null) throw new PktError("the request ended within a line");
    return payload;
  }

  release(): void {
    for (const event of ["readable", "end", "close", "error"]) this.#stream.off(event, this.#onNews);
  }

  /** `size` bytes, or null when the stream ends before the first of them. */
  async #readExactly(size: number): Promise<Buffer | null> {
    const stream = this.#stream;
    while (true) {
      const chunk: unknown = stream.read(size);
      if (Buffer.isBuffer(chunk)) {
        if (chunk.length === size) return chunk;
        // At the end, read() gives what is left, however short.
        throw new PktError("the request ended within a line");
      }
      if (stream.readableEnded) return null;
      if (stream.errored) throw stream.errored;
      if (stream.destroyed) throw new PktError("the request ended within a line");
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
