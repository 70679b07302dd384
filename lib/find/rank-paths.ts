/** Paths to choose from, prepared so that a keystroke costs little. Grows while the list of a repo arrives. */
export interface PathIndex {
  readonly paths: string[];
  /** The same in lower case, character for character. */
  readonly folded: string[];
  /** Which characters a path holds, a bit each: most paths are ruled out by this alone. */
  readonly masks: number[];
}

/** A path with the UTF-16 positions of what was typed. */
export interface RankedPath {
  path: string;
  marks: number[];
}

export interface Ranking {
  best: RankedPath[];
  matchCount: number;
}

export interface RankOptions {
  limit: number;
  /** Opened lately, the latest first: they come first where nothing is typed and get a start otherwise. */
  recent?: readonly string[];
}

const queryMaxChars = 200;
const termsMax = 8;
/** Work between two looks at the clock. */
const pathsPerLook = 500;
const sliceMs = 8;

export function emptyPathIndex(): PathIndex {
  return { paths: [], folded: [], masks: [] };
}

export function addPaths(index: PathIndex, paths: Iterable<string>): void {
  for (const path of paths) {
    const folded = fold(path);
    index.paths.push(path);
    index.folded.push(folded);
    index.masks.push(maskOf(folded));
  }
}

/** Lower case of the same length: some characters grow when they are lowered, and positions would no longer fit. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  if (lower === text) return text;
  return lower.length === text.length ? lower : text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function maskOf(folded: string): number {
  let mask = 0;
  for (let at = 0; at < folded.length; at += 1) {
    const code = folded.charCodeAt(at);
    if (code >= 97 && code <= 122) mask |= 1 << (code - 97);
    else if (code >= 48 && code <= 57) mask |= 1 << 26;
    else if (code === 46) mask |= 1 << 27;
    else if (code === 45) mask |= 1 << 28;
    else if (code === 95) mask |= 1 << 29;
    else if (code > 127) mask |= 1 << 30;
  }
  return mask;
}

/** One word of the query, in every spelling that looks the same: a file name may be composed or decomposed. */
interface Term {
  forms: { text: string; mask: number }[];
}

function termsOf(query: string): Term[] {
  const words = query.slice(0, queryMaxChars).trim().replaceAll("\\", "/").split(/\s+/).filter(Boolean);
  return words.slice(0, termsMax).map((word) => {
    const spellings = new Set([word.normalize("NFC"), word.normalize("NFD")].map(fold));
    return { forms: [...spellings].map((text) => ({ text, mask: maskOf(text) })) };
  });
}

/** The best of all paths, at once. */
export function rankPaths(index: PathIndex, query: string, options: RankOptions): Ranking {
  const steps = rankInSteps(index, query, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * The best of the paths there are now, in steps of some milliseconds, so that the caller can stop or let others work in
 * between. Every word must be found, in any order; the file's name counts for more than its folders, words for more
 * than scattered letters, short paths for more than long ones.
 */
export function* rankInSteps(
  index: PathIndex,
  query: string,
  { limit, recent = [] }: RankOptions,
): Generator<void, Ranking> {
  const terms = termsOf(query);
  const starts = new Map(recent.map((path, at) => [path, recent.length - at]));
  const best = new Best(limit);
  const count = index.paths.length;
  let matchCount = 0;
  let startedAt = performance.now();
  for (let at = 0; at < count; at += 1) {
    if (at % pathsPerLook === 0 && performance.now() - startedAt > sliceMs) {
      yield;
      startedAt = performance.now();
    }
    const path = index.paths[at] ?? "";
    const folded = index.folded[at] ?? "";
    const start = starts.size > 0 ? (starts.get(path) ?? 0) : 0;
    let score = start > 0 ? recentBonus + start : 0;
    if (terms.length === 0) {
      score -= emptyQueryCost(path) - (start > 0 ? emptyQueryRecentBonus : 0);
    } else {
      const found = scoreAll(path, folded, index.masks[at] ?? 0, terms, best.floor - score);
      if (found === null) continue;
      score += found;
    }
    matchCount += 1;
    best.add(at, score, path);
  }
  const ranked = best.sorted().map((at) => {
    const path = index.paths[at] ?? "";
    return { path, marks: marksOf(path, index.folded[at] ?? "", terms) };
  });
  return { best: ranked, matchCount };
}

const recentBonus = 100;
const emptyQueryRecentBonus = 1_000_000;

/** Near the root first, then the shorter one. */
function emptyQueryCost(path: string): number {
  let depth = 0;
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) depth += 1;
  return depth * 1_000 + path.length;
}

/** Null: not every word is there. A score that cannot reach `floor` may be given too low. */
function scoreAll(path: string, folded: string, mask: number, terms: Term[], floor: number): number | null {
  const nameAt = path.lastIndexOf("/") + 1;
  let score = -path.length / 2;
  for (const { forms } of terms) {
    let termScore: number | null = null;
    for (const form of forms) {
      if ((form.mask & mask) !== form.mask) continue;
      const found = scoreTerm(path, folded, nameAt, form.text, floor / terms.length);
      if (found !== null && (termScore === null || found > termScore)) termScore = found;
    }
    if (termScore === null) return null;
    score += termScore;
  }
  return score;
}

function scoreTerm(path: string, folded: string, nameAt: number, term: string, floor: number): number | null {
  const inName = folded.indexOf(term, nameAt);
  if (inName >= 0) {
    if (inName > nameAt) return 1_000 + (isBoundary(path, inName) ? 80 : 0);
    const rest = folded.length - nameAt - term.length;
    if (rest === 0) return 1_500;
    return folded.charCodeAt(nameAt + term.length) === 46 ? 1_350 : 1_200;
  }
  const inPath = folded.lastIndexOf(term);
  if (inPath >= 0) {
    // A word with a slash that reaches into the name is about the file, not about its folders.
    const reachesName = inPath + term.length > nameAt ? 500 : 0;
    return 600 + reachesName + (isBoundary(path, inPath) ? 40 : 0);
  }
  if (isScattered(folded, nameAt, term)) {
    return floor >= 660 ? 400 : 400 + spread(path, folded, nameAt, term);
  }
  if (isScattered(folded, 0, term)) return floor >= 360 ? 100 : 100 + spread(path, folded, 0, term);
  return null;
}

function isScattered(folded: string, from: number, term: string): boolean {
  let at = from - 1;
  for (let letter = 0; letter < term.length; letter += 1) {
    at = folded.indexOf(term.charAt(letter), at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** At most 260: letters that begin words count most, then neighbours; what stands between them costs. */
function spread(path: string, folded: string, from: number, term: string): number {
  const positions = scatteredPositions(path, folded, from, term);
  let boundaries = 0;
  let neighbours = 0;
  const between = (positions.at(-1) ?? 0) - (positions[0] ?? 0) + 1 - positions.length;
  for (const [at, position] of positions.entries()) {
    if (isBoundary(path, position)) boundaries += 1;
    else if (at > 0 && position === (positions[at - 1] ?? 0) + 1) neighbours += 1;
  }
  const distanceCost = Math.min(100, 8 * between);
  return Math.max(0, Math.round((260 * boundaries + 200 * neighbours) / term.length) - distanceCost);
}

/** Where scattered letters stand: at beginnings of words as long as the rest is still found behind them. */
function scatteredPositions(path: string, folded: string, from: number, term: string): number[] {
  const positions: number[] = [];
  // The last place each letter may take, so that those behind it still find one.
  const latest: number[] = [];
  for (let letter = term.length - 1, at = folded.length; letter >= 0; letter -= 1) {
    at = at > 0 ? folded.lastIndexOf(term.charAt(letter), at - 1) : -1;
    latest[letter] = at;
  }
  let at = from - 1;
  for (let letter = 0; letter < term.length; letter += 1) {
    const wanted = term.charAt(letter);
    const first = folded.indexOf(wanted, at + 1);
    let chosen = first;
    for (let next = first; next >= 0 && next <= (latest[letter] ?? -1); ) {
      if (isBoundary(path, next) || (letter > 0 && next === at + 1)) {
        chosen = next;
        break;
      }
      next = folded.indexOf(wanted, next + 1);
    }
    positions.push(chosen);
    at = chosen;
  }
  return positions;
}

/** Whether a word begins here: behind a separator, or with a capital behind a small letter. */
function isBoundary(path: string, at: number): boolean {
  if (at === 0) return true;
  const before = path.charCodeAt(at - 1);
  const isLetterBefore =
    (before >= 97 && before <= 122) ||
    (before >= 65 && before <= 90) ||
    (before >= 48 && before <= 57) ||
    before > 127;
  if (!isLetterBefore) return true;
  const here = path.charCodeAt(at);
  return before >= 97 && before <= 122 && here >= 65 && here <= 90;
}

function marksOf(path: string, folded: string, terms: Term[]): number[] {
  const nameAt = path.lastIndexOf("/") + 1;
  const marks = new Set<number>();
  for (const { forms } of terms) {
    for (const { text } of forms) {
      const inName = folded.indexOf(text, nameAt);
      const whole = inName >= 0 ? inName : folded.lastIndexOf(text);
      if (whole >= 0) {
        for (let at = whole; at < whole + text.length; at += 1) marks.add(at);
        break;
      }
      const from = isScattered(folded, nameAt, text) ? nameAt : 0;
      if (!isScattered(folded, from, text)) continue;
      for (const at of scatteredPositions(path, folded, from, text)) marks.add(at);
      break;
    }
  }
  return [...marks].sort((a, b) => a - b);
}

interface Scored {
  at: number;
  score: number;
  path: string;
}

/** The best so many, as a heap with the worst of them on top. */
class Best {
  readonly #limit: number;
  readonly #heap: Scored[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** What a score must exceed to get in. */
  get floor(): number {
    return this.#heap.length < this.#limit ? Number.NEGATIVE_INFINITY : (this.#heap[0]?.score ?? 0);
  }

  add(at: number, score: number, path: string): void {
    const heap = this.#heap;
    const added = { at, score, path };
    if (heap.length < this.#limit) {
      heap.push(added);
      let child = heap.length - 1;
      while (child > 0) {
        const parent = (child - 1) >> 1;
        if (!this.#swapIfBetter(parent, child)) break;
        child = parent;
      }
      return;
    }
    const [worst] = heap;
    if (worst === undefined || !isBetter(added, worst)) return;
    heap[0] = added;
    for (let parent = 0; ; ) {
      const left = 2 * parent + 1;
      const [a, b] = [heap[left], heap[left + 1]];
      if (a === undefined) return;
      const worse = b !== undefined && isBetter(a, b) ? left + 1 : left;
      if (!this.#swapIfBetter(parent, worse)) return;
      parent = worse;
    }
  }

  sorted(): number[] {
    return this.#heap.toSorted((a, b) => (isBetter(a, b) ? -1 : 1)).map(({ at }) => at);
  }

  #swapIfBetter(parent: number, child: number): boolean {
    const [above, below] = [this.#heap[parent], this.#heap[child]];
    if (above === undefined || below === undefined || !isBetter(above, below)) return false;
    this.#heap[parent] = below;
    this.#heap[child] = above;
    return true;
  }
}

function isBetter(a: Scored, b: Scored): boolean {
  if (a.score !== b.score) return a.score > b.score;
  if (a.path.length !== b.path.length) return a.path.length < b.path.length;
  return a.path < b.path || (a.path === b.path && a.at < b.at);
}
