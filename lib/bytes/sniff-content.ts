import { drawnImageType, isUtf8Text, mediaType } from "./signatures";

/** How many first bytes `sniffContentType` wants to see, where there are as many. */
export const sniffBytes = 4096;

export const plainText = "text/plain; charset=utf-8";

/**
 * The type under which raw content is safe on our origin, from a file's name and first bytes. Text is plain text,
 * whatever the extension says; the one exception is SVG, which runs no script under the raw route's sandbox. Sound, film and
 * PDF have their own types, so that a page of ours can play them.
 * `isWhole`: `start` is all there is.
 */
export function sniffContentType(fileName: string, start: Uint8Array, isWhole: boolean): string {
  const image = drawnImageType(start);
  if (image !== null) return image;
  if (isUtf8Text(start, isWhole)) return /\.svg$/i.test(fileName) ? "image/svg+xml" : plainText;
  return mediaType(start) ?? "application/octet-stream";
}
