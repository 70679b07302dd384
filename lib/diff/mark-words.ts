import { editScript } from "./edit-script";
import { likenessMin, lineLengthMax, lineTokens, weightOf } from "./line-tokens";
import { numberTexts } from "./number-texts";

/** Stretches of a line, from and to, in UTF-16 units. */
export type Stretches = [number, number][];

/** Tokens of both lines between two that stayed: one place where the line was changed. */
interface Change {
  before: [number, number];
  after: [number, number];
}

/**
 * What changed within a line. Null where the lines are too long to look into, or have so little in common that marks would only disturb.
 */
export function markWords(before: string, after: string): { before: Stretches; after: Stretches } | null {
  if (before.length > lineLengthMax || after.length > lineLengthMax) return null;
  const tokens = { before: lineTokens(before), after: lineTokens(after) };
  const numbers = numberTexts();
  const edits = editScript(
    Int32Array.from(tokens.before, numbers.of),
    Int32Array.from(tokens.after, numbers.of),
  );
  if (!isAlike(tokens.before, edits.before, tokens.after, edits.after)) return null;
  const changes = changesOf(edits.before, edits.after);
  return {
    before: stretchesOf(
      tokens.before,
      changes.map((change) => change.before),
    ),
    after: stretchesOf(
      tokens.after,
      changes.map((change) => change.after),
    ),
  };
}

function isAlike(before: string[], removed: Uint8Array, after: string[], added: Uint8Array): boolean {
  const weigh = (sum: number, token: string) => sum + weightOf(token);
  const all = before.reduce(weigh, 0) + after.reduce(weigh, 0);
  const changed =
    before.filter((_, at) => removed[at]).reduce(weigh, 0) +
    after.filter((_, at) => added[at]).reduce(weigh, 0);
  return all === 0 || (all - changed) / all >= likenessMin;
}

function changesOf(removed: Uint8Array, added: Uint8Array): Change[] {
  const changes: Change[] = [];
  let old = 0;
  let young = 0;
  while (old < removed.length || young < added.length) {
    const [oldStart, youngStart] = [old, young];
    while (removed[old]) old += 1;
    while (added[young]) young += 1;
    if (old > oldStart || young > youngStart)
      changes.push({ before: [oldStart, old], after: [youngStart, young] });
    old += 1;
    young += 1;
  }
  return changes;
}

/** Two marks with no word between them are drawn as one: single commas between marks are restless. */
function stretchesOf(tokens: string[], changed: [number, number][]): Stretches {
  const offsets = [0];
  for (const token of tokens) offsets.push((offsets.at(-1) ?? 0) + token.length);
  const stretches: Stretches = [];
  let lastToken = 0;
  for (const [from, to] of changed) {
    if (from === to) continue;
    const last = stretches.at(-1);
    const end = offsets[to] ?? 0;
    if (last && isSmallGap(tokens.slice(lastToken, from))) last[1] = end;
    else stretches.push([offsets[from] ?? 0, end]);
    lastToken = to;
  }
  return stretches;
}

function isSmallGap(tokens: string[]): boolean {
  const text = tokens.join("");
  return text.length <= 3 && !/[\p{L}\p{N}_]/u.test(text);
}
