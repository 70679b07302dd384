/** A stretch of bytes: `from` the first, `length` how many. */
export interface ByteRange {
  from: number;
  length: number;
}

/**
 * What a `Range` header asks of a body of `sizeBytes` (RFC 9110, section 14). Null: all of it, also for what is no single
 * range of bytes, which a server may answer so.
 */
export function rangeOf(header: string | null, sizeBytes: number): ByteRange | "unsatisfiable" | null {
  const [, first = "", last = ""] = /^bytes=[ \t]*(\d{0,15})-(\d{0,15})[ \t]*$/i.exec(header ?? "") ?? [];
  if (first === "" && last === "") return null;
  if (first === "") {
    const length = Math.min(Number(last), sizeBytes);
    return length === 0 ? "unsatisfiable" : { from: sizeBytes - length, length };
  }
  const from = Number(first);
  if (last !== "" && Number(last) < from) return null;
  if (from >= sizeBytes) return "unsatisfiable";
  const end = last === "" ? sizeBytes : Math.min(Number(last) + 1, sizeBytes);
  return { from, length: end - from };
}
