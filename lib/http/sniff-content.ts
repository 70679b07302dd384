/** How many first bytes `sniffContentType` wants to see, where there are as many. */
export const sniffBytes = 4096;

const plainText = "text/plain; charset=utf-8";

const ascii = (text: string) => [...text].map((char) => char.charCodeAt(0));

/** Bytes that a format begins with; null is any byte. */
const signatures: { type: string; bytes: (number | null)[] }[] = [
  { type: "image/png", bytes: [0x89, ...ascii("PNG\r\n"), 0x1a, 0x0a] },
  { type: "image/jpeg", bytes: [0xff, 0xd8, 0xff] },
  { type: "image/gif", bytes: ascii("GIF87a") },
  { type: "image/gif", bytes: ascii("GIF89a") },
  { type: "image/webp", bytes: [...ascii("RIFF"), null, null, null, null, ...ascii("WEBP")] },
  { type: "image/avif", bytes: [null, null, null, null, ...ascii("ftypavif")] },
  { type: "image/avif", bytes: [null, null, null, null, ...ascii("ftypavis")] },
  { type: "image/x-icon", bytes: [0, 0, 1, 0] },
];

/**
 * The type under which raw content is safe on our origin, from a file's name and first bytes. Text is plain text,
 * whatever the extension says; the one exception is SVG, which runs no script under the raw route's sandbox.
 * `isWhole`: `start` is all there is.
 */
export function sniffContentType(fileName: string, start: Uint8Array, isWhole: boolean): string {
  const known = signatures.find(({ bytes }) =>
    bytes.every((byte, at) => byte === null || byte === start[at]),
  );
  if (known !== undefined) return known.type;
  if (isText(start, isWhole)) return /\.svg$/i.test(fileName) ? "image/svg+xml" : plainText;
  // Two letters prove little, so only where it is no text.
  if (start[0] === 0x42 && start[1] === 0x4d) return "image/bmp";
  return "application/octet-stream";
}

function isText(start: Uint8Array, isWhole: boolean): boolean {
  if (start.includes(0)) return false;
  try {
    // As a stream: a character may be cut in two at the end of what we see.
    new TextDecoder("utf-8", { fatal: true }).decode(start, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}
