/** Characters that git writes by a letter. */
const letters: Record<number, string> = {
  7: "a",
  8: "b",
  9: "t",
  10: "n",
  11: "v",
  12: "f",
  13: "r",
  34: '"',
  92: "\\",
};

/** A path as git writes it in a diff: as it is, or in quotes where it has bytes that a terminal or a mail might change. */
export function quotePath(path: Uint8Array | string): string {
  const bytes = Buffer.from(path);
  let text = "";
  for (const byte of bytes) {
    const letter = letters[byte];
    if (letter !== undefined) text += `\\${letter}`;
    else if (byte < 0x20 || byte >= 0x7f) text += `\\${byte.toString(8).padStart(3, "0")}`;
    else text += String.fromCharCode(byte);
  }
  return text.length === bytes.length ? text : `"${text}"`;
}

/** A path below `a` or `b`. */
export function quoteBelow(side: "a" | "b", path: Uint8Array | string): string {
  return quotePath(Buffer.concat([Buffer.from(`${side}/`), Buffer.from(path)]));
}
