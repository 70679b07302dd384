import { type Encoding, encodingNamed } from "@/lib/text/encodings";

const headBytes = 4096;
const tailBytes = 1024;
const lineMaxLength = 500;

const xmlProlog = /^\s{0,20}<\?xml\s[^>]{0,200}?\bencoding\s{0,5}=\s{0,5}["']([\w.:-]{1,40})["']/;
const htmlStart = /^\s{0,200}(<!--[^>]{0,300}-->\s{0,50})?<(!doctype\s+html|html|head|meta)\b/i;
const htmlMeta = /<meta\s[^>]{0,300}?\bcharset\s{0,5}=\s{0,5}["']?\s{0,5}([\w.:-]{1,40})/i;
const htmlName = /\.(x?html?|shtml|htt|hta)$/i;
const cssCharset = /^@charset "([\w.:-]{1,40})";/;
/** PEP 263; Ruby's magic comment is the same. */
const codingComment = /^[ \t\f]{0,20}#.{0,200}?coding[:=][ \t]{0,5}([-\w.]{1,40})/;
const codingName = /(\.(pyw?|pyi|pyx|rb|rake|gemspec|ru)|^(gem|rake|vagrant|guard)file)$/i;
const codingShebang = /^#!.{0,100}\b(python|ruby)/;
const emacsCoding = /-\*-.{0,200}?\bcoding\s{0,3}:\s{0,3}([-\w.]{1,40}).{0,200}?-\*-/i;
const vimCoding =
  /(?:^|\s)(?:vim?|ex):\s*(?:set?\s)?.{0,200}?\b(?:fenc|fileencoding|enc|encoding)=([-\w.]{1,40})/;

/**
 * The encoding a file names itself, in the ways programs heed: the prolog of XML, a `meta` of HTML, `@charset` of CSS, coding
 * comments of Python and Ruby, Emacs' and Vim's lines. It was found by reading bytes as ASCII, so it never is UTF-16.
 */
export function declaredEncoding(bytes: Uint8Array, path: string): Encoding | null {
  const head = latin(bytes.subarray(0, headBytes)).replace(/^\xef\xbb\xbf/, "");
  const name = path.slice(path.lastIndexOf("/") + 1);
  const isHtml = htmlName.test(name) || htmlStart.test(head);
  const lines = linesOf(head);
  const found =
    xmlProlog.exec(head)?.[1] ??
    cssCharset.exec(head)?.[1] ??
    (isHtml ? htmlMeta.exec(head)?.[1] : undefined) ??
    fromComment(lines, name) ??
    firstMatch(emacsCoding, lines.slice(0, 2)) ??
    firstMatch(vimCoding, [...lines.slice(0, 5), ...linesOf(latin(bytes.subarray(-tailBytes))).slice(-6)]);
  const encoding = found === undefined ? null : encodingNamed(found);
  return encoding?.startsWith("UTF-16") || encoding?.startsWith("UTF-32") ? null : encoding;
}

const latin = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");

const linesOf = (text: string) => text.split(/\r\n|\r|\n/).map((line) => line.slice(0, lineMaxLength));

function fromComment(lines: string[], name: string): string | undefined {
  if (!codingName.test(name) && !codingShebang.test(lines[0] ?? "")) return undefined;
  return firstMatch(codingComment, lines.slice(0, 2));
}

function firstMatch(pattern: RegExp, lines: string[]): string | undefined {
  for (const line of lines) {
    const found = pattern.exec(line)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}
