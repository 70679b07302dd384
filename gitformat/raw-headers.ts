const lineFeed = 0x0a;
const space = 0x20;

export interface RawHeader {
  name: string;
  /** Its further lines too, without the space that each begins with. */
  value: Buffer;
}

/** All headers of a commit or tag as they stand there, signatures and merged tags among them. */
export function readRawHeaders(content: Buffer): RawHeader[] {
  const headers: { name: string; lines: Buffer[] }[] = [];
  let at = 0;
  while (at < content.length && content[at] !== lineFeed) {
    const found = content.indexOf(lineFeed, at);
    const end = found < 0 ? content.length : found;
    const line = content.subarray(at, end);
    const nameEnd = line.indexOf(space);
    if (nameEnd === 0) headers.at(-1)?.lines.push(line.subarray(1));
    else if (nameEnd > 0) {
      headers.push({ name: line.toString("latin1", 0, nameEnd), lines: [line.subarray(nameEnd + 1)] });
    }
    at = end + 1;
  }
  return headers.map(({ name, lines }) => ({ name, value: joinLines(lines) }));
}

function joinLines(lines: readonly Buffer[]): Buffer {
  return Buffer.concat(lines.flatMap((line, at) => (at === 0 ? [line] : [Buffer.of(lineFeed), line])));
}
