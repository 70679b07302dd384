import { likenessMin, lineLengthMax, lineTokens, weightOf } from "./line-tokens";
import { numberTexts } from "./number-texts";

/** More is not looked for: that would take longer than anybody waits for marks. */
const pairsMax = 10_000;
const workMax = 2_000_000;

/** A line as numbers of its tokens, in order of the numbers; null for a line that is not looked into. */
type Tokens = number[] | null;

/**
 * Which removed line of a run became which added one: in order where there are as many, else those that are most alike, in order too.
 * Pairs of places in the two lists; lines without a pair are simply gone or new.
 */
export function pairLines(removed: readonly string[], added: readonly string[]): [number, number][] {
  if (removed.length === added.length) return removed.map((_, at) => [at, at]);
  if (removed.length * added.length > pairsMax) return [];
  const weights: number[] = [];
  const numbers = numberTexts();
  const read = (line: string): Tokens =>
    line.length > lineLengthMax
      ? null
      : lineTokens(line)
          .map((token) => {
            const number = numbers.of(token);
            weights[number] ??= weightOf(token);
            return number;
          })
          .sort((a, b) => a - b);
  const before = removed.map(read);
  const after = added.map(read);
  if (countTokens(before) * after.length + countTokens(after) * before.length > workMax) return [];
  return bestPairs(before, after, (one, other) => likeness(one, other, weights));
}

const countTokens = (lines: Tokens[]) => lines.reduce((sum, tokens) => sum + (tokens?.length ?? 0), 0);

/** The share that two lines have in common, wherever in the line it stands. */
function likeness(one: number[], other: number[], weights: readonly number[]): number {
  const weigh = (sum: number, token: number) => sum + (weights[token] ?? 0);
  let common = 0;
  let at = 0;
  for (const token of one) {
    while (at < other.length && (other[at] ?? 0) < token) at += 1;
    if (other[at] !== token) continue;
    common += weights[token] ?? 0;
    at += 1;
  }
  const all = one.reduce(weigh, 0) + other.reduce(weigh, 0);
  return all === 0 ? 0 : (2 * common) / all;
}

/** What the lines from each place on have in common at best, and whether the two lines there are a pair then. */
interface Ways {
  best: Float64Array;
  isPair: Uint8Array;
}

/** Of all ways to pair lines without crossing the one with the most in common. */
function bestPairs(
  before: Tokens[],
  after: Tokens[],
  likenessOf: (one: number[], other: number[]) => number,
): [number, number][] {
  const width = after.length + 1;
  const size = (before.length + 1) * width;
  const ways: Ways = { best: new Float64Array(size), isPair: new Uint8Array(size) };
  for (const [old, one] of [...before.entries()].reverse()) {
    for (const [young, other] of [...after.entries()].reverse())
      weighPair(ways, old * width + young, width, one && other ? likenessOf(one, other) : 0);
  }
  return pairsOnBestWay(ways, before.length, after.length);
}

function pairsOnBestWay({ best, isPair }: Ways, oldCount: number, newCount: number): [number, number][] {
  const width = newCount + 1;
  const pairs: [number, number][] = [];
  for (let old = 0, young = 0; old < oldCount && young < newCount; ) {
    const at = old * width + young;
    if (isPair[at]) pairs.push([old++, young++]);
    else if ((best[at + width] ?? 0) >= (best[at + 1] ?? 0)) old += 1;
    else young += 1;
  }
  return pairs;
}

function weighPair({ best, isPair }: Ways, at: number, width: number, alike: number) {
  const apart = Math.max(best[at + width] ?? 0, best[at + 1] ?? 0);
  const together = alike < likenessMin ? 0 : alike + (best[at + width + 1] ?? 0);
  isPair[at] = together > apart ? 1 : 0;
  best[at] = Math.max(together, apart);
}
