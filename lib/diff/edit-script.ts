import { type Box, createSplitSearch } from "./middle-split";

export interface Edits {
  /** 1 for each element of the side that the other side's has no partner for. */
  before: Uint8Array;
  after: Uint8Array;
  /** Whether the search was cut short: the edits are right, but more than need be. */
  isCoarse: boolean;
}

/** Below this number of steps no search is cut short. */
const costAlways = 256;
/** From so much work in all on, some tenths of a second, searches are cut short after few steps. */
const workMax = 10_000_000;
const costWhenLate = 32;

/** A shortest edit from one list of numbers to another. What would take too long is cut short. */
export function editScript(before: Int32Array, after: Int32Array): Edits {
  const edits: Edits = {
    before: new Uint8Array(before.length),
    after: new Uint8Array(after.length),
    isCoarse: false,
  };
  const search = createSplitSearch(before, after);
  const costMax = Math.max(costAlways, rootAsPowerOfTwo(before.length + after.length + 3));
  // The parts that are left, rather than recursion: searches that are cut short nest deeply.
  const left: Box[] = [{ aLow: 0, aHigh: before.length, bLow: 0, bHigh: after.length }];
  for (let box = left.pop(); box !== undefined; box = left.pop()) {
    trim(box, before, after);
    const { aLow, aHigh, bLow, bHigh } = box;
    if (aLow === aHigh) edits.after.fill(1, bLow, bHigh);
    else if (bLow === bHigh) edits.before.fill(1, aLow, aHigh);
    else {
      const { a, b, isCut } = search.find(box, search.work() < workMax ? costMax : costWhenLate);
      edits.isCoarse ||= isCut;
      left.push({ aLow, aHigh: a, bLow, bHigh: b }, { aLow: a, aHigh, bLow: b, bHigh });
    }
  }
  return edits;
}

/** Takes off what both sides of the box begin and end with. */
function trim(box: Box, before: Int32Array, after: Int32Array) {
  while (box.aLow < box.aHigh && box.bLow < box.bHigh && before[box.aLow] === after[box.bLow]) {
    box.aLow += 1;
    box.bLow += 1;
  }
  while (box.aLow < box.aHigh && box.bLow < box.bHigh && before[box.aHigh - 1] === after[box.bHigh - 1]) {
    box.aHigh -= 1;
    box.bHigh -= 1;
  }
}

/** The power of two that is the square root of a number, or the next above it. */
export function rootAsPowerOfTwo(number: number): number {
  let root = 1;
  for (let left = number; left > 0; left = Math.floor(left / 4)) root *= 2;
  return root;
}
