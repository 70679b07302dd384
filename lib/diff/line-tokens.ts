/** Words, white space, and marks one by one. Scripts that write words without spaces count as marks: a word of them is hard to tell. */
const token =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]\p{M}*|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{N}\p{M}_])+|\s+|./gsu;

/** A longer line is not looked into: nobody reads it, and what is found in it is mostly chance. */
export const lineLengthMax = 1000;

/** The parts of a line of which each is changed or unchanged as a whole; together they are the line. */
export function lineTokens(line: string): string[] {
  return line.match(token) ?? [];
}

/** How much a token counts when lines are compared: all lines have white space in common. */
export function weightOf(token: string): number {
  return token.trim() === "" ? 0 : token.length;
}

/** Lines with less in common than this are not one line that was changed, but two. */
export const likenessMin = 1 / 3;
