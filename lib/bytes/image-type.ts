import { drawnImageType, isUtf8Text } from "./signatures";

/** An SVG's first element stands within so many characters: before it may be licences and the words of drawing programs. */
const prologMaxChars = 16_384;

/** The type of an image by its bytes, whatever it is called; null for what is none that browsers draw. */
export function imageTypeOf(bytes: Uint8Array): string | null {
  return drawnImageType(bytes) ?? (isUtf8Text(bytes, true) && isSvg(bytes) ? "image/svg+xml" : null);
}

/** Whether a text begins as SVG does. Nothing beyond its beginning is read: what it holds is the browser's, in a sandbox. */
function isSvg(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes.subarray(0, prologMaxChars));
  let at = 0;
  for (;;) {
    at += text.slice(at).search(/\S|$/);
    const end = endOfProlog(text, at);
    if (end === null) return /^<(svg:)?svg[\s/>]/.test(text.slice(at, at + 9));
    if (end === -1) return false;
    at = end;
  }
}

/** Where a declaration, comment or doctype that begins at `at` ends; -1 when it does not, null when there is none. */
function endOfProlog(text: string, at: number): number | null {
  if (text.startsWith("<?", at)) return after(text, "?>", at);
  if (text.startsWith("<!--", at)) return after(text, "-->", at + 4);
  if (!/^<!doctype\s+svg[\s>[]/i.test(text.slice(at, at + 20))) return null;
  const close = after(text, ">", at);
  const subset = text.indexOf("[", at);
  return subset !== -1 && subset < close ? after(text, ">", after(text, "]", subset)) : close;
}

function after(text: string, end: string, from: number): number {
  const found = from === -1 ? -1 : text.indexOf(end, from);
  return found === -1 ? -1 : found + end.length;
}
