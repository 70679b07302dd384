import type { LineTable } from "./line-table";
import { numberTexts } from "./number-texts";

/** What counts as a change of white space: everything, where there is any or none, or nothing (git's no option, `-b`, `-w`). */
export type WhiteSpace = "shown" | "amount" | "all";

export interface InternedLines {
  /** The number of each line: equal lines of either side have the same one. */
  before: Int32Array;
  after: Int32Array;
  /** Numbers given, from 0 on. */
  count: number;
}

/** Numbers the lines of both sides, so that comparing two lines is comparing two numbers. */
export function internLines(before: LineTable, after: LineTable, whiteSpace: WhiteSpace): InternedLines {
  const numbers = numberTexts();
  const toKey = keyOf[whiteSpace];
  const intern = ({ bytes, starts, count }: LineTable) => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const lines = new Int32Array(count);
    for (let line = 0; line < count; line++) {
      // As Latin-1 each byte is a character: nothing is decoded, nothing is lost.
      lines[line] = numbers.of(toKey(buffer.toString("latin1", starts[line], starts[line + 1])));
    }
    return lines;
  };
  return { before: intern(before), after: intern(after), count: numbers.count() };
}

/** The same key for lines that are not told apart. */
const keyOf: Record<WhiteSpace, (line: string) => string> = {
  shown: (line) => line,
  amount(line) {
    const spaced = line.replace(/[ \t\r\n]+/g, " ");
    return spaced.endsWith(" ") ? spaced.slice(0, -1) : spaced;
  },
  all: (line) => line.replace(/[ \t\r\n]+/g, ""),
};
