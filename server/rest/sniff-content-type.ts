import { fileTypeFromBuffer } from "file-type";

/** Bytes of a file that decide its type. A multi-byte character may be cut at their end. */
export const sniffLengthBytes = 256 * 1024;

/** Images that a browser draws and that cannot run anything. SVG is not among them: it is text. */
const images = new Set([
  "image/png",
  "image/apng",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "image/avif",
  "image/bmp",
  "image/x-icon",
  "image/tiff",
]);

/**
 * What the bytes are, whatever the file is called; `isWhole` says whether `head` is all of the file. The dashboard's raw route goes
 * by a wider rule of its own: it knows the file's name and feeds pages, so SVG, sound, film and PDF have their types there. A blob
 * asked for by its hash has no name, and programs read it: here it is text, an image or bytes.
 */
export async function sniffContentType(head: Buffer, isWhole: boolean): Promise<string> {
  if (isText(head, isWhole)) return "text/plain; charset=utf-8";
  const found = await fileTypeFromBuffer(head);
  return found !== undefined && images.has(found.mime) ? found.mime : "application/octet-stream";
}

/** Valid UTF-8 without a NUL, which no text holds. */
function isText(head: Buffer, isWhole: boolean): boolean {
  if (head.includes(0)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}
