import "server-only";
import { drawnImageType, isUtf8Text, mediaType } from "@/lib/bytes/signatures";
import { labelOf } from "@/lib/text/decode-as";
import { type DecodeHints, decodeText } from "./decode-text";

/** How many first bytes `sniffContentType` wants to see, where there are as many. */
export const sniffBytes = 4096;

export const plainText = "text/plain; charset=utf-8";

/**
 * The type under which raw content is safe on our origin, from a file's name and first bytes. Text is plain text,
 * whatever the extension says; the one exception is SVG, which runs no script under the raw route's sandbox. Sound, film and
 * PDF have their own types, so that a page of ours can play them. The charset is the one the file page reads the text in, and is left out
 * where that is a guess without a reason, or one that no browser knows.
 * `isWhole`: `start` is all there is. `encodings`: what `.gitattributes` say.
 */
export function sniffContentType(
  fileName: string,
  start: Uint8Array,
  isWhole: boolean,
  encodings: DecodeHints = {},
): string {
  const image = drawnImageType(start);
  if (image !== null) return image;
  const isUtf8 = isUtf8Text(start, isWhole);
  if (isUtf8 && /\.svg$/i.test(fileName)) return "image/svg+xml";
  const media = isUtf8 ? null : mediaType(start);
  return media ?? textTypeOf(isWhole ? start : untilLastLine(start), { path: fileName, ...encodings });
}

function textTypeOf(bytes: Uint8Array, hints: DecodeHints): string {
  const text = decodeText(bytes, hints);
  if (text === null) return "application/octet-stream";
  const isKnown = text.encodingReason !== "assumed" && !text.encoding.startsWith("UTF-32");
  return isKnown ? textType(labelOf(text.encoding)) : "text/plain";
}

const textType = (charset: string) => `text/plain; charset=${charset}`;

/** The end of a beginning may stand in the middle of a character. */
function untilLastLine(bytes: Uint8Array): Uint8Array {
  const feed = bytes.lastIndexOf(10);
  const end = feed > 0 ? feed : bytes.findLastIndex((byte) => byte < 0x80) + 1;
  return end > 0 ? bytes.subarray(0, end) : bytes;
}
