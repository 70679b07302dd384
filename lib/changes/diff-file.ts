import "server-only";
import { LRUCache } from "lru-cache";
import type { DecodeHints } from "@/lib/decoding/decode-text";
import { allReplaced } from "@/lib/diff/all-replaced";
import { applyRuns } from "@/lib/diff/apply-runs";
import type { DiffOptions, LineDiff, Run } from "@/lib/diff/diff-lines";
import { diffTexts } from "@/lib/diff/diff-worker";
import { lineTable } from "@/lib/diff/line-table";
import { logger } from "@/lib/process/logger";
import { perProcess } from "@/lib/process/per-process";
import { type ChangedRepos, ownerOf } from "./changed-repos";
import type { FileChange } from "./file-change";
import { readSide, type SideContent, type TextSide } from "./read-side";

export interface TextDiff {
  kind: "text";
  before: TextSide;
  after: TextSide;
  runs: readonly Run[];
  /** Lines. */
  added: number;
  removed: number;
  /** Whether it is longer than it need be: the search for a shorter one would have taken too long. */
  isCoarse: boolean;
}

/** How the content of a file has changed. */
export type FileDiff =
  | TextDiff
  /** One of the sides is no text that is compared line by line. */
  | { kind: "other"; before: SideContent; after: SideContent }
  /** Only its name or mode has. */
  | { kind: "same" };

interface KeptDiff extends LineDiff {
  added: number;
  removed: number;
}

/** By the hashes of both sides: numbers alone, the texts are in the cache of objects. */
const kept = perProcess(
  "line-diffs",
  () =>
    new LRUCache<string, KeptDiff>({
      maxSize: 32 * 1024 * 1024,
      sizeCalculation: ({ runs }, key) => runs.length * 64 + key.length + 256,
    }),
);

export async function diffFile(
  repos: ChangedRepos,
  change: Pick<FileChange, "before" | "after" | "others">,
  hints: DecodeHints,
  options: DiffOptions,
): Promise<FileDiff> {
  const { before, after, others } = change;
  if (before?.hash === after?.hash) return { kind: "same" };
  const [old, now] = await Promise.all([
    readSide(repos.before, before, hints),
    readSide(repos.after, after, hints),
  ]);
  const [oldText, nowText] = [comparable(old), comparable(now)];
  if (oldText === null || nowText === null) return { kind: "other", before: old, after: now };
  const key = [before?.hash, after?.hash, oldText.encoding, nowText.encoding, ...optionsOf(options)].join(
    " ",
  );
  let diff = kept().get(key);
  if (diff === undefined) {
    diff = await compare(oldText, nowText, { owner: ownerOf(repos), ...options });
    kept().set(key, diff);
  }
  for (const other of others) {
    const further = await diffFile(repos, { before: other, after, others: [] }, hints, options);
    if (further.kind === "text") diff = commonTo(diff, further);
  }
  return { kind: "text", before: oldText, after: nowText, ...diff };
}

/** Of one diff what another one of the same text has changed too. */
function commonTo(diff: KeptDiff, { runs: others }: TextDiff): KeptDiff {
  const isCommon = (run: Run) =>
    others.some((other) => run.newStart <= other.newEnd && other.newStart <= run.newEnd);
  return counted({ runs: diff.runs.filter(isCommon), isCoarse: diff.isCoarse });
}

const optionsOf = ({ whiteSpace = "shown", blankLines = "shown" }: DiffOptions) => [whiteSpace, blankLines];

const emptyText: TextSide = {
  kind: "text",
  bytes: new Uint8Array(0),
  text: "",
  encoding: "UTF-8",
  sizeBytes: 0,
};

const comparable = (side: SideContent): TextSide | null =>
  side.kind === "text" ? side : side.kind === "nothing" ? emptyText : null;

async function compare(
  before: TextSide,
  after: TextSide,
  { owner, ...options }: DiffOptions & { owner: string },
): Promise<KeptDiff> {
  const [old, now] = [lineTable(before.bytes), lineTable(after.bytes)];
  const whole: LineDiff = { runs: allReplaced(old.count, now.count), isCoarse: true };
  let diff = (await diffTexts(before.bytes, after.bytes, { owner, ...options })) ?? whole;
  const isExact = (options.whiteSpace ?? "shown") === "shown" && (options.blankLines ?? "shown") === "shown";
  if (isExact && Buffer.compare(applyRuns(old, now, diff.runs), after.bytes) !== 0) {
    logger().error({ lines: [old.count, now.count] }, "a diff did not give the text that it was made of");
    diff = whole;
  }
  return counted(diff);
}

function counted(diff: LineDiff): KeptDiff {
  let added = 0;
  let removed = 0;
  for (const { oldStart, oldEnd, newStart, newEnd, isIgnored } of diff.runs) {
    if (isIgnored) continue;
    removed += oldEnd - oldStart;
    added += newEnd - newStart;
  }
  return { ...diff, added, removed };
}
