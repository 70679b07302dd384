import "server-only";
import { setTimeout } from "node:timers/promises";
import { highlight } from "@/lib/highlight/highlight";
import type { Line } from "@/lib/highlight/roles";

export interface TextLines {
  /** Without what they end in. */
  lines: readonly string[];
  /** The same in colour; null where they are plain. */
  coloured: readonly Line[] | null;
  /** Whether they will have no more colour than they have. */
  isFinal: boolean;
}

interface Coloured {
  text: string;
  language: string | null;
  /** The repo that it is from. */
  owner: string;
  /** Names the text. */
  contentKey: string;
  patienceMs: number;
  /** Whether lines end in CR LF on both sides: then a CR says nothing. */
  hasReturns: boolean;
}

/** A side of more characters than this stays plain. */
const colouredMaxChars = 256 * 1024;

/** The lines of a side of a change, coloured where the colours come in time. */
export async function textLines({ patienceMs, hasReturns, ...code }: Coloured): Promise<TextLines> {
  const { text, language } = code;
  const lines = text.split(hasReturns ? /\r?\n/ : "\n");
  if (lines.at(-1) === "") lines.pop();
  if (language === null || language === "text" || text.length > colouredMaxChars) {
    return { lines, coloured: null, isFinal: true };
  }
  const late = new AbortController();
  const found = await Promise.race([
    // It goes on where it is late: the next page has it.
    highlight({ code: text, ...code }),
    setTimeout(patienceMs, null, { signal: late.signal }).catch(() => null),
  ]);
  late.abort();
  const isColoured = found !== null && found.plainReason === null && found.lines.length >= lines.length;
  return { lines, coloured: isColoured ? found.lines : null, isFinal: isColoured };
}
