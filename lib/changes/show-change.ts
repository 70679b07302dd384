import "server-only";
import { makeHunks } from "@/lib/diff/hunks";
import { lineTable } from "@/lib/diff/line-table";
import { type AttributesFile, attributesOf } from "@/lib/globs/git-attributes";
import { detectLanguage } from "@/lib/highlight/detect-language";
import { languageId } from "@/lib/highlight/languages";
import { encodingsOf } from "@/lib/reading/read-file-settings";
import { lineEndingsOf } from "@/lib/text/line-endings";
import { widestColumns } from "@/lib/text/widest-columns";
import { type ChangeOptions, diffOptionsOf } from "./change-options";
import { type ChangedRepos, ownerOf } from "./changed-repos";
import { diffFile, type TextDiff } from "./diff-file";
import type { FileChange } from "./file-change";
import { isGenerated } from "./is-generated";
import { type LookName, looksOf } from "./looks";
import { markChange } from "./mark-change";
import type { TextSide } from "./read-side";
import { showLook } from "./show-look";
import type { ShownChange } from "./shown-change";
import type { ShownSide, ShownText } from "./shown-text";
import { textLines } from "./text-lines";

export interface ShowContext {
  repos: ChangedRepos;
  /** The `.gitattributes` that hold for the files. */
  attributes: readonly AttributesFile[];
  options: ChangeOptions;
  /** Whether it was asked for: then it is shown, however long it is. */
  isAskedFor: boolean;
  /** When colours are no longer waited for, by `performance.now()`: all files of a page together. */
  coloursUntil: number;
  /** How it is looked at, where the file can be looked at so; null is its source. */
  look: LookName | null;
}

/** A page waits no longer than this for colours. */
const patienceMs = 1_000;

export const usualPatience = () => performance.now() + patienceMs;

/** A change of more lines is folded. */
const shownLinesMax = 1_500;
/** One of more lines stays plain. */
const colouredLinesMax = 3_000;

const noLook = { refused: null, mayPass: false };

/** What is shown of a file's change, ready to be drawn. By hash; throws `ArtifactsError`. */
export async function showChange(change: FileChange, context: ShowContext): Promise<ShownChange> {
  const { attributes, isAskedFor, look, repos, coloursUntil } = context;
  const diff = await readDiff(change, context);
  if (diff.kind !== "text") return diff;
  const { added, removed, isCoarse } = diff;
  const looks = looksOf(change, diff);
  const ofText = { added, removed, looks };
  if (!isAskedFor) {
    const isMade = isGenerated(change.path, attributesOf(attributes, change.path));
    if (isMade) return { kind: "folded", reason: "generated", ...ofText };
    if (added + removed > shownLinesMax) return { kind: "folded", reason: "large", ...ofText };
  }
  const made =
    look !== null && looks.includes(look)
      ? await showLook(look, { change, diff, owner: ownerOf(repos), coloursUntil })
      : noLook;
  if (!("refused" in made)) return { kind: "look", look: made, ...ofText };
  const isEmpty = diff.before.bytes.length === 0 || diff.after.bytes.length === 0;
  if (diff.runs.every(({ isIgnored }) => isIgnored) && !isEmpty) return { kind: "only-space" };
  const { refused, mayPass = false } = made;
  const text = await textOf(change, diff, context);
  const isFinal = text.isFinal && !mayPass;
  return { kind: "text", text: { ...text, isFinal }, isCoarse, refused, ...ofText };
}

/** The lines of a file after a change; none where it is no text. */
export async function showLines(
  change: FileChange,
  context: ShowContext,
): Promise<ShownSide & { isFinal: boolean }> {
  const diff = await readDiff(change, context);
  if (diff.kind !== "text")
    return { lines: [], coloured: null, isFinal: true, marks: new Map(), endsInNewline: true };
  const { after, isFinal } = await textOf(change, diff, context);
  return { ...after, isFinal };
}

function readDiff(change: FileChange, { repos, attributes, options }: ShowContext) {
  const hints = { ...encodingsOf(attributes, change.path), path: change.path };
  return diffFile(repos, change, hints, diffOptionsOf(options));
}

async function textOf(
  { path, oldPath, before, after }: FileChange,
  diff: TextDiff,
  { repos, attributes, coloursUntil }: ShowContext,
): Promise<ShownText> {
  const isPlain = diff.added + diff.removed > colouredLinesMax;
  const named = attributesOf(attributes, path).get("linguist-language");
  const language = typeof named === "string" ? (languageId(named) ?? "text") : null;
  const hasReturns = [diff.before, diff.after].every(({ text }) =>
    ["CRLF", "none"].includes(lineEndingsOf(text).kind),
  );
  const linesOf = (side: TextSide, at: string, hash: string | undefined) =>
    textLines({
      text: side.text,
      language: isPlain ? null : (language ?? languageOf(at, side.text)),
      owner: ownerOf(repos),
      contentKey: `${hash} ${side.encoding}`,
      patienceMs: Math.max(0, coloursUntil - performance.now()),
      hasReturns,
    });
  const [old, now] = await Promise.all([
    linesOf(diff.before, oldPath ?? path, before?.hash),
    linesOf(diff.after, path, after?.hash),
  ]);
  const marks = markChange(old.lines, now.lines, diff.runs);
  const [oldTable, nowTable] = [lineTable(diff.before.bytes), lineTable(diff.after.bytes)];
  const hunks = makeHunks(diff.runs, oldTable.count, nowTable.count);
  return {
    before: { ...old, marks: marks.before, endsInNewline: oldTable.endsInNewline },
    after: { ...now, marks: marks.after, endsInNewline: nowTable.endsInNewline },
    hunks,
    columns: widestColumns(
      hunks.flatMap(({ oldStart, oldCount, newStart, newCount }) => [
        ...old.lines.slice(oldStart, oldStart + oldCount),
        ...now.lines.slice(newStart, newStart + newCount),
      ]),
    ),
    isFinal: old.isFinal && now.isFinal,
  };
}

const languageOf = (path: string, text: string) =>
  detectLanguage({ path, firstLines: text.slice(0, 4096), lastLines: text.slice(-3000) });
