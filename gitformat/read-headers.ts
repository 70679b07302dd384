const lineFeed = 0x0a;
const space = 0x20;

/**
 * Calls `onHeader` for each header of a commit or tag. A header's further lines (signatures, merged tags) begin with a space:
 * none of them is a header. Gives the message, which stands behind an empty line.
 */
export function readHeaders(content: Buffer, onHeader: (name: string, value: Buffer) => void): Buffer {
  let at = 0;
  while (at < content.length && content[at] !== lineFeed) {
    const found = content.indexOf(lineFeed, at);
    const end = found < 0 ? content.length : found;
    const line = content.subarray(at, end);
    const nameEnd = line.indexOf(space);
    if (nameEnd > 0) onHeader(line.toString("latin1", 0, nameEnd), line.subarray(nameEnd + 1));
    at = end + 1;
  }
  return content.subarray(Math.min(at + 1, content.length));
}
