interface Signature {
  type: string;
  /** What a format begins with; null is any byte. */
  bytes: (number | null)[];
}

const ascii = (text: string) => [...text].map((char) => char.charCodeAt(0));

/** No text begins so. */
const drawnImages: Signature[] = [
  { type: "image/png", bytes: [0x89, ...ascii("PNG\r\n"), 0x1a, 0x0a] },
  { type: "image/jpeg", bytes: [0xff, 0xd8, 0xff] },
  { type: "image/gif", bytes: ascii("GIF87a") },
  { type: "image/gif", bytes: ascii("GIF89a") },
  { type: "image/webp", bytes: [...ascii("RIFF"), null, null, null, null, ...ascii("WEBP")] },
  { type: "image/avif", bytes: [null, null, null, null, ...ascii("ftypavif")] },
  { type: "image/avif", bytes: [null, null, null, null, ...ascii("ftypavis")] },
  { type: "image/x-icon", bytes: [0, 0, 1, 0] },
];

const pdf: Signature = { type: "application/pdf", bytes: ascii("%PDF-") };

/** A text may begin so too. */
const others: Signature[] = [
  { type: "audio/mpeg", bytes: ascii("ID3") },
  { type: "audio/flac", bytes: ascii("fLaC") },
  { type: "audio/wav", bytes: [...ascii("RIFF"), null, null, null, null, ...ascii("WAVE")] },
  { type: "audio/mp4", bytes: [null, null, null, null, ...ascii("ftypM4A")] },
  { type: "video/quicktime", bytes: [null, null, null, null, ...ascii("ftypqt")] },
  { type: "image/heic", bytes: [null, null, null, null, ...ascii("ftyphei")] },
  { type: "image/heic", bytes: [null, null, null, null, ...ascii("ftypmif1")] },
  // Every other brand of the MP4 family is a film.
  { type: "video/mp4", bytes: [null, null, null, null, ...ascii("ftyp")] },
  { type: "image/bmp", bytes: ascii("BM") },
  pdf,
];

/** Frames of sound begin with eleven set bits. Text and JPEG never do; a UTF-16 mark is none of these. */
const mpegFrames = new Map([
  ...[0xfb, 0xfa, 0xf3, 0xf2, 0xe3, 0xe2].map((byte) => [byte, "audio/mpeg"] as const),
  ...[0xf1, 0xf9].map((byte) => [byte, "audio/aac"] as const),
]);

const begins = (start: Uint8Array, { bytes }: Signature) =>
  bytes.every((byte, at) => byte === null || byte === start[at]);

const typeAmong = (signatures: Signature[], start: Uint8Array) =>
  signatures.find((signature) => begins(start, signature))?.type ?? null;

/** The type of an image that every browser draws, SVG aside. */
export const drawnImageType = (start: Uint8Array) => typeAmong(drawnImages, start);

/** The mark may stand a little further down, but then anything may stand before it. */
export const isPdf = (start: Uint8Array) => begins(start, pdf);

/** The type of sound, film, PDF and further images. It counts only where the bytes are known to be no text. */
export const mediaType = (start: Uint8Array) => typeAmong(others, start) ?? containerType(start);

/** Ogg and Matroska hold sound or film; what it is stands a few bytes behind their beginning. */
function containerType(start: Uint8Array): string | null {
  if (holds(start.subarray(0, 4), "OggS")) return holds(start, "theora") ? "video/ogg" : "audio/ogg";
  if (start[0] === 0x1a && holds(start.subarray(0, 4), "\x45\xdf\xa3")) {
    return holds(start, "webm") ? "video/webm" : "video/x-matroska";
  }
  return start[0] === 0xff ? (mpegFrames.get(start[1] ?? 0) ?? null) : null;
}

const holds = (start: Uint8Array, text: string) =>
  Buffer.from(start.buffer, start.byteOffset, start.byteLength).subarray(0, 256).includes(text, 0, "latin1");

/** Whether bytes are UTF-8 without a NUL. `isWhole`: they are all there is, so no character is cut in two at their end. */
export function isUtf8Text(bytes: Uint8Array, isWhole: boolean): boolean {
  if (bytes.includes(0)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}
