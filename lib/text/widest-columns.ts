/** Of the style sheet. */
const usualTabSize = 4;

/**
 * Columns that the longest line may need, rather too many: a block out of sight has no width, and one that is wider than the
 * box is cut off.
 */
export function widestColumns(texts: Iterable<string>, tabSize = usualTabSize): number {
  const charMax = Math.max(tabSize, usualTabSize);
  let widest = 0;
  for (const text of texts) {
    const isPlain = !/[^\x20-\x7e\n]/.test(text);
    for (let from = 0; from <= text.length; ) {
      const end = text.indexOf("\n", from);
      const to = end < 0 ? text.length : end;
      // Only a line that could be the longest is looked at closely: a tab is some columns, wide characters are two.
      if (isPlain) widest = Math.max(widest, to - from);
      else if ((to - from) * charMax > widest) {
        widest = Math.max(widest, columnsOf(text.slice(from, to), tabSize));
      }
      from = to + 1;
    }
  }
  return widest;
}

function columnsOf(line: string, tabSize: number): number {
  let columns = line.length;
  for (const char of line) {
    if (char === "\t") columns += tabSize - 1;
    // A hidden character is drawn as its name; scripts beyond Latin come from other fonts.
    else if (char > "\u02ff") columns += char.length > 1 || (char >= "\u2000" && char <= "\u206f") ? 8 : 1;
  }
  return columns;
}
