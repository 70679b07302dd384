/** A text cut into lines. A line is its bytes with the LF that ends it; a CR is a byte like others. */
export interface LineTable {
  readonly bytes: Uint8Array;
  readonly count: number;
  /** Byte offset of each line, and of the end. */
  readonly starts: Uint32Array;
  /** False where the last line has no LF (and there is one). */
  readonly endsInNewline: boolean;
}

const lf = 10;

export function lineTable(bytes: Uint8Array): LineTable {
  const endsInNewline = bytes.length === 0 || bytes[bytes.length - 1] === lf;
  const count = countLineFeeds(bytes) + (endsInNewline ? 0 : 1);
  const starts = new Uint32Array(count + 1);
  let at = 0;
  for (let line = 0; line < count; line++) {
    starts[line] = at;
    at = bytes.indexOf(lf, at) + 1;
  }
  starts[count] = bytes.length;
  return { bytes, count, starts, endsInNewline };
}

function countLineFeeds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(lf); at >= 0; at = bytes.indexOf(lf, at + 1)) count += 1;
  return count;
}
