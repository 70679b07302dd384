import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Hosting } from "./hosting";
import { HostingError } from "./hosting-error";

const position = z.object({
  /** Sort value of the last row seen. */
  value: z.union([z.string(), z.number()]),
  /** Breaks the ties of rows of one value. */
  number: z.number().int(),
  /** Rows seen so far: the last page needs no count of all rows for its `total_count`. */
  seen: z.number().int().min(0),
});
export type CursorPosition = z.infer<typeof position>;

const macLength = 16;

/**
 * An opaque cursor, good for the one query it was made for. `query` holds whatever decides which rows come in which
 * order; a cursor of another query, or one that was changed, is refused.
 */
export function writeCursor(hosting: Hosting, query: readonly string[], at: CursorPosition): string {
  const payload = Buffer.from(JSON.stringify(at), "utf8");
  return Buffer.concat([macOf(hosting, query, payload), payload]).toString("base64url");
}

export function readCursor(hosting: Hosting, query: readonly string[], cursor: string): CursorPosition {
  const bytes = Buffer.from(cursor, "base64url");
  const payload = bytes.subarray(macLength);
  // Buffer.from skips what is not base64url: only the one right spelling is a cursor.
  const isWhole = bytes.length > macLength && bytes.toString("base64url") === cursor;
  if (!isWhole || !timingSafeEqual(bytes.subarray(0, macLength), macOf(hosting, query, payload))) {
    throw otherCursor();
  }
  const at = position.safeParse(JSON.parse(payload.toString("utf8")));
  // One that an earlier version wrote.
  if (!at.success) throw otherCursor();
  return at.data;
}

function otherCursor(): HostingError {
  return new HostingError("INVALID_INPUT", "The cursor is not one of this query.", { pointer: "/cursor" });
}

function macOf(hosting: Hosting, query: readonly string[], payload: Buffer): Buffer {
  return createHmac("sha256", hosting.cursorKey)
    .update(JSON.stringify(query))
    .update("\n")
    .update(payload)
    .digest()
    .subarray(0, macLength);
}
