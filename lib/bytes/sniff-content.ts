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

/** Of formats whose first letters a text may begin with too: they count only where it is no text. */
const binarySignatures: typeof signatures = [
  { type: "audio/mpeg", bytes: ascii("ID3") },
  { type: "audio/flac", bytes: ascii("fLaC") },
  { type: "audio/wav", bytes: [...ascii("RIFF"), null, null, null, null, ...ascii("WAVE")] },
  { type: "audio/mp4", bytes: [null, null, null, null, ...ascii("ftypM4A")] },
  { type: "video/quicktime", bytes: [null, null, null, null, ...ascii("ftypqt")] },
  { type: "image/heic", bytes: [null, null, null, null, ...ascii("ftyphei")] },
  { type: "image/heic", bytes: [null, null, null, null, ...ascii("ftypmif1")] },
  // Every other brand of the MP4 family is a film.
  { type: "video/mp4", bytes: [null, null, null, null, ...ascii("ftyp")] },
  { type: "application/pdf", bytes: ascii("%PDF-") },
];

/** Frames of sound begin with eleven set bits. Text and JPEG never do; a UTF-16 mark is none of these. */
const mpegFrames = new Map([
  ...[0xfb, 0xfa, 0xf3, 0xf2, 0xe3, 0xe2].map((byte) => [byte, "audio/mpeg"] as const),
  ...[0xf1, 0xf9].map((byte) => [byte, "audio/aac"] as const),
]);

const holds = (start: Uint8Array, text: string) =>
  Buffer.from(start.buffer, start.byteOffset, start.byteLength).subarray(0, 256).includes(text, 0, "latin1");

/** Ogg and Matroska hold sound or film; what it is stands a few bytes behind their beginning. */
function containerType(start: Uint8Array): string | null {
  if (holds(start.subarray(0, 4), "OggS")) return holds(start, "theora") ? "video/ogg" : "audio/ogg";
  if (start[0] === 0x1a && holds(start.subarray(0, 4), "\x45\xdf\xa3")) {
    return holds(start, "webm") ? "video/webm" : "video/x-matroska";
  }
  return start[0] === 0xff ? (mpegFrames.get(start[1] ?? 0) ?? null) : null;
}

/**
 * The type under which raw content is safe on our origin, from a file's name and first bytes. Text is plain text,
 * whatever the extension says; the one exception is SVG, which runs no script under the raw route's sandbox. Sound, film and
 * PDF have their own types, so that a page of ours can play them.
 * `isWhole`: `start` is all there is.
 */
export function sniffContentType(fileName: string, start: Uint8Array, isWhole: boolean): string {
  const beginsAs = ({ bytes }: (typeof signatures)[number]) =>
    bytes.every((byte, at) => byte === null || byte === start[at]);
  const known = signatures.find(beginsAs);
  if (known !== undefined) return known.type;
  if (isText(start, isWhole)) return /\.svg$/i.test(fileName) ? "image/svg+xml" : plainText;
  const binary = binarySignatures.find(beginsAs)?.type ?? containerType(start);
  if (binary !== null) return binary;
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
