/** What a terminal would draw: text, and the role of code that its colour stands for (`lib/highlight/roles.ts`). */
export interface AnsiPart {
  text: string;
  role: number;
}

/** Black and white are the page's own. */
const roleOfColour: Record<number, number> = { 1: 13, 2: 12, 3: 6, 4: 4, 5: 2, 6: 9 };
// biome-ignore lint/suspicious/noControlCharactersInRegex: ESC is what begins a sequence
const sequence = /\x1b\[([0-9;]*)m|\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b./g;

/** Reads the colours of terminal output and drops every other control sequence. */
export function parseAnsi(output: string): AnsiPart[] {
  const parts: AnsiPart[] = [];
  let role = 0;
  let from = 0;
  const add = (text: string) => {
    if (text === "") return;
    const last = parts.at(-1);
    if (last?.role === role) last.text += text;
    else parts.push({ text, role });
  };
  for (const match of output.matchAll(sequence)) {
    add(output.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[1] === undefined) continue;
    const codes = match[1].split(";").map(Number);
    for (let at = 0; at < codes.length; at++) {
      const code = codes[at] ?? 0;
      // 256 colours and true colours: their numbers follow and are skipped.
      if (code === 38 || code === 48) at += codes[at + 1] === 5 ? 2 : 4;
      else if (code === 0 || code === 39) role = 0;
      else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) role = roleOfColour[code % 10] ?? 0;
    }
  }
  add(output.slice(from));
  return parts;
}
