import "server-only";
import { createTurns } from "@/lib/process/give-turns";
import { allReplaced } from "./all-replaced";
import { binaryPatch } from "./binary-patch";
import type { LineDiff } from "./diff-lines";
import { diffTexts } from "./diff-worker";
import { hunkText } from "./hunk-text";
import { makeHunks } from "./hunks";
import { isBinary } from "./is-binary";
import { lineTable } from "./line-table";
import { changeHeader, contentNames } from "./patch-header";
import type { PatchedFile, PatchSide } from "./patched-file";

export interface PatchSource {
  read(hash: string): Promise<Uint8Array>;
  /** Null where the search was given up. */
  diff?(before: Uint8Array, after: Uint8Array): Promise<LineDiff | null>;
}

/** The text of one file's change as `git diff --full-index --binary` writes it, for `git apply`. */
export async function* filePatch(change: PatchedFile, source: PatchSource): AsyncGenerator<Buffer> {
  const { before, after } = change;
  if (before && after && kindOf(before) !== kindOf(after)) {
    // A file that became a link is two changes: no hunk could lead from one to the other.
    yield* filePatch({ before, after: null }, source);
    yield* filePatch({ before: null, after }, source);
    return;
  }
  yield Buffer.from(changeHeader(change));
  if (before?.hash === after?.hash) return;
  const [old, young] = await Promise.all([contentOf(before, source), contentOf(after, source)]);
  if (isBinary(old) || isBinary(young)) yield* binaryPatch(old, young);
  else yield* textPatch(change, old, young, source.diff ?? diffTexts);
}

const kindOf = ({ mode }: PatchSide) => mode.slice(0, -4);

async function contentOf(side: PatchSide | null, source: PatchSource): Promise<Uint8Array> {
  if (side === null) return new Uint8Array();
  if (side.mode === "160000") return Buffer.from(`Subproject commit ${side.hash}\n`);
  return source.read(side.hash);
}

async function* textPatch(
  change: PatchedFile,
  before: Uint8Array,
  after: Uint8Array,
  diff: NonNullable<PatchSource["diff"]>,
): AsyncGenerator<Buffer> {
  const [old, young] = [lineTable(before), lineTable(after)];
  const runs = (await diff(before, after))?.runs ?? allReplaced(old.count, young.count);
  const hunks = makeHunks(runs, old.count, young.count);
  if (hunks.length === 0) return;
  yield Buffer.from(contentNames(change));
  const giveTurn = createTurns();
  for (const piece of hunkText(hunks, old, young)) {
    yield piece;
    await giveTurn();
  }
}
