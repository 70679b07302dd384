import "server-only";
import { inflateSync } from "node:zlib";

/** Unpacks the content of a pack's entry, which is followed by other bytes. Null when there is not enough of it. Throws `RangeError`. */
export function inflateEntry(from: Buffer, sizeBytes: number): { content: Buffer; usedBytes: number } | null {
  let answer: unknown;
  try {
    answer = inflateSync(from, {
      // Node's types do not know `info`; with it the answer says how many bytes of the input were used.
      info: true,
      maxOutputLength: sizeBytes + 1,
      // Else a small object would hold on to the 16 KB it was unpacked into.
      chunkSize: Math.max(64, sizeBytes + 1),
    });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "Z_BUF_ERROR") return null;
    throw new RangeError("An object of the pack is damaged.", { cause: error });
  }
  if (
    typeof answer === "object" &&
    answer !== null &&
    "buffer" in answer &&
    "engine" in answer &&
    Buffer.isBuffer(answer.buffer) &&
    typeof answer.engine === "object" &&
    answer.engine !== null &&
    "bytesWritten" in answer.engine &&
    typeof answer.engine.bytesWritten === "number" &&
    answer.buffer.length === sizeBytes
  ) {
    return { content: answer.buffer, usedBytes: answer.engine.bytesWritten };
  }
  throw new RangeError("An object of the pack is damaged.");
}
