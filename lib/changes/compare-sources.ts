import "server-only";
import { createHash } from "node:crypto";
import { allReplaced } from "@/lib/diff/all-replaced";
import { diffTexts } from "@/lib/diff/diff-worker";
import { makeHunks } from "@/lib/diff/hunks";
import { widestColumns } from "@/lib/text/widest-columns";
import { markChange } from "./mark-change";
import type { ShownText } from "./shown-text";
import { textLines } from "./text-lines";

interface Sources {
  before: string;
  after: string;
  /** As `lib/highlight` knows it. */
  language: string;
  owner: string;
  /** When colours are no longer waited for, by `performance.now()`. */
  coloursUntil: number;
}

/** What changed between two pieces of source that are no files of their own: a last line without an end is a line like others. */
export async function compareSources(sources: Sources): Promise<ShownText> {
  const { before, after, language, owner, coloursUntil } = sources;
  const patienceMs = Math.max(0, coloursUntil - performance.now());
  const linesOf = (text: string) =>
    textLines({ text, language, owner, contentKey: hashOf(text), patienceMs, hasReturns: true });
  const [old, now, diff] = await Promise.all([
    linesOf(before),
    linesOf(after),
    diffTexts(bytesOf(before), bytesOf(after), { owner }),
  ]);
  const [oldCount, newCount] = [old.lines.length, now.lines.length];
  const runs = diff?.runs ?? allReplaced(oldCount, newCount);
  const marks = markChange(old.lines, now.lines, runs);
  const hunks = makeHunks(runs, oldCount, newCount);
  return {
    before: { ...old, marks: marks.before, endsInNewline: true },
    after: { ...now, marks: marks.after, endsInNewline: true },
    hunks,
    columns: widestColumns([...old.lines, ...now.lines]),
    isFinal: old.isFinal && now.isFinal,
  };
}

const hashOf = (text: string) => createHash("sha256").update(text).digest("base64url");

/** As `textLines` cuts it: without the CR of a line's end, and with an LF behind each line. */
const bytesOf = (text: string) => Buffer.from(text.replaceAll("\r\n", "\n").replace(/(?<=[^\n])$/, "\n"));
