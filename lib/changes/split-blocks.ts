/** Says of a line whether what is open ends with it. */
type End = (line: string) => boolean;

const isBlank = (line: string) => line.trim() === "";
const isIndented = (line: string) => /^(?: {2}|\t)/.test(line);
/** What is indented below it belongs to it, also after an empty line. */
const hasInside = (line: string) => /^ {0,3}(?:[-*+]|\d{1,9}[.)]|\[\^[^\]]+\]:)(?:\s|$)/.test(line);

/**
 * The top-level blocks of a Markdown text, as it is written: what stands between empty lines, with fences, comments and what belongs to
 * a list kept whole. A bound and no parser: what it takes for one block may be several.
 */
export function splitBlocks(source: string): string[] {
  const lines = source.split(/\r?\n/);
  const blocks: string[][] = [];
  let blanks: string[] = [];
  let end = frontMatterEnd(lines);
  for (const line of lines) {
    const block = blocks.at(-1);
    if (block !== undefined && end !== null) {
      block.push(line);
      if (end(line)) end = null;
    } else if (isBlank(line)) blanks.push(line);
    else {
      if (block !== undefined && goesOn(block, line, blanks)) block.push(...blanks, line);
      else blocks.push([line]);
      blanks = [];
      end ??= endOf(line);
    }
  }
  return blocks.map((block) => block.join("\n"));
}

const goesOn = ([first = ""]: readonly string[], line: string, blanks: readonly string[]) =>
  blanks.length === 0 || (isIndented(line) && hasInside(first));

/** Two rules with a table between them, at the very beginning. */
function frontMatterEnd(lines: readonly string[]): End | null {
  const isRule = (line: string) => /^\ufeff?---[ \t]*$/.test(line);
  return isRule(lines[0] ?? "") && lines.slice(1).some(isRule) ? isRule : null;
}

/** Where what a line opens ends, over empty lines; null where it opens nothing. */
function endOf(line: string): End | null {
  const [, fence] = /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*(`{3,}(?=[^`]*$)|~{3,})/.exec(line) ?? [];
  if (fence !== undefined) {
    return (later) => {
      const text = later.replace(/^[\s>]*/, "").trimEnd();
      return text.startsWith(fence) && text.replaceAll(fence.charAt(0), "") === "";
    };
  }
  if (line.lastIndexOf("<!--") > line.lastIndexOf("-->")) return (later) => later.includes("-->");
  const [, tag] = /^ {0,3}<(pre|script|style|textarea)\b/i.exec(line) ?? [];
  if (tag !== undefined) {
    const close = `</${tag.toLowerCase()}`;
    const closes = (text: string) => text.toLowerCase().includes(close);
    return closes(line) ? null : closes;
  }
  if (/^\s*\$\$/.test(line) && line.split("$$").length % 2 === 0) return (later) => later.includes("$$");
  return null;
}
