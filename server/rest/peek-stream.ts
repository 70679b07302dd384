import { Readable } from "node:stream";

/** Reads at least `lengthBytes` from the front of a stream, or all there is, and gives back the whole stream. */
export async function peekStream(
  source: Readable,
  lengthBytes: number,
): Promise<{ head: Buffer; whole: Readable }> {
  const chunks: AsyncIterator<unknown> = source[Symbol.asyncIterator]();
  const read: Buffer[] = [];
  let size = 0;
  while (size < lengthBytes) {
    const next = await chunks.next();
    if (next.done === true) break;
    const chunk = bytesOf(next.value);
    read.push(chunk);
    size += chunk.length;
  }
  const head = Buffer.concat(read);

  async function* all() {
    try {
      if (head.length > 0) yield head;
      for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
        yield bytesOf(next.value);
      }
    } finally {
      source.destroy();
    }
  }
  const whole = Readable.from(all(), { objectMode: false });
  // A generator that was never started never reaches its `finally`.
  whole.once("close", () => source.destroy());
  return { head, whole };
}

function bytesOf(chunk: unknown): Buffer {
  if (Buffer.isBuffer(chunk)) return chunk;
  throw new TypeError("a byte stream gave something else than bytes");
}
