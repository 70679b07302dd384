export interface HexRow {
  /** Eight hex digits. */
  offset: string;
  hex: string;
  /** What is not printable ASCII is a dot. */
  ascii: string;
}

const bytesPerRow = 16;

/** Sixteen bytes a row, as `hexdump -C` writes them. */
export function hexRows(bytes: Uint8Array): HexRow[] {
  const rows: HexRow[] = [];
  for (let from = 0; from < bytes.byteLength; from += bytesPerRow) {
    const row = [...bytes.subarray(from, from + bytesPerRow)];
    const pairs = row.map((byte) => byte.toString(16).padStart(2, "0"));
    rows.push({
      offset: from.toString(16).padStart(8, "0"),
      hex: [pairs.slice(0, 8), pairs.slice(8)].map((half) => half.join(" ").padEnd(23)).join("  "),
      ascii: row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : ".")).join(""),
    });
  }
  return rows;
}
