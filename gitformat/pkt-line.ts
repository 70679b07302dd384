/** Longest pkt-line, its 4 digits included (gitprotocol-common). */
export const pktMaxBytes = 65520;

/** Ends a list of lines. */
export const flushText = "0000";
export const flushPkt = Buffer.from(flushText);
/** Stands between the parts of a message of protocol v2. */
export const delimiterText = "0001";

/** One pkt-line with `payload`. */
export function pktLine(payload: string | Buffer): Buffer {
  const bytes = typeof payload === "string" ? Buffer.from(payload, "utf8") : payload;
  return Buffer.concat([Buffer.from(digitsOf(bytes.length), "latin1"), bytes]);
}

/** A pkt-line as text: a buffer for each of 10,000 refs would cost more than the rest of an answer. */
export function pktText(payload: string): string {
  return digitsOf(Buffer.byteLength(payload, "utf8")) + payload;
}

function digitsOf(payloadBytes: number): string {
  return (payloadBytes + 4).toString(16).padStart(4, "0");
}

/** `payload` on a side band (1 data, 2 progress, 3 fatal), cut into as many pkt-lines as it takes. */
export function sideBand(band: 1 | 2 | 3, payload: Buffer): Buffer {
  const room = pktMaxBytes - 5;
  const parts: Buffer[] = [];
  for (let at = 0; at === 0 || at < payload.length; at += room) {
    parts.push(pktLine(Buffer.concat([Buffer.of(band), payload.subarray(at, at + room)])));
  }
  return Buffer.concat(parts);
}

/**
 * The length that the 4 digits at `at` give a pkt-line, themselves included; 0 for a flush, and 1 and 2 for the delimiters of
 * protocol v2. Null when no line is of this length.
 */
export function readPktLength(bytes: Buffer, at = 0): number | null {
  const digits = bytes.toString("latin1", at, at + 4);
  if (!/^[0-9a-f]{4}$/i.test(digits)) return null;
  const size = Number.parseInt(digits, 16);
  return size === 3 || size > pktMaxBytes ? null : size;
}
