/** A part of the two texts: elements [aLow, aHigh) of one and [bLow, bHigh) of the other. */
export interface Box {
  aLow: number;
  aHigh: number;
  bLow: number;
  bHigh: number;
}

export interface Split {
  a: number;
  b: number;
  /** The search was cut short: a shortest way may not lead through here. */
  isCut: boolean;
}

/** How far the ways of one direction have come: `reach` has the place in `a` on each diagonal (a - b), from `low` to `high`. */
interface Front {
  reach: Int32Array;
  low: number;
  high: number;
}

/** What a step sees: both texts, and where in `reach` the diagonal 0 lies. */
interface Field {
  a: Int32Array;
  b: Int32Array;
  zero: number;
}

export interface SplitSearch {
  /** A place through which a shortest way from the box's one corner to the other leads, after at most `costMax` steps from each. */
  find(box: Box, costMax: number): Split;
  /** Places looked at so far, as a measure of time. */
  work(): number;
}

const farOff = 0x7fffffff;

/**
 * Finds where a shortest edit from `a` to `b` can be cut in two: Myers's search in linear space ("An O(ND) Difference Algorithm and Its
 * Variations"), from both corners at once until the ways meet. The box must not begin or end with a common element.
 */
export function createSplitSearch(a: Int32Array, b: Int32Array): SplitSearch {
  const zero = b.length + 1;
  const field: Field = { a, b, zero };
  const ahead: Front = { reach: new Int32Array(a.length + b.length + 3), low: 0, high: 0 };
  const back: Front = { reach: new Int32Array(a.length + b.length + 3), low: 0, high: 0 };
  let work = 0;

  return {
    find(box, costMax) {
      const first = box.aLow - box.bLow;
      const last = box.aHigh - box.bHigh;
      const isOdd = ((first - last) & 1) !== 0;
      ahead.low = ahead.high = first;
      back.low = back.high = last;
      ahead.reach[zero + first] = box.aLow;
      back.reach[zero + last] = box.aHigh;
      for (let cost = 1; cost <= costMax; cost++) {
        widen(ahead, box, zero, -1);
        const meeting = stepAhead(field, box, ahead, isOdd ? back : null);
        if (meeting !== null) return meeting;
        widen(back, box, zero, farOff);
        const meetingBack = stepBack(field, box, back, isOdd ? null : ahead);
        if (meetingBack !== null) return meetingBack;
        work += ahead.high - ahead.low + back.high - back.low + 2;
      }
      return bestSoFar(box, ahead, back, zero);
    },
    work: () => work,
  };
}

/** The next step reaches one diagonal more on each side, or one less where that lies outside of the box. */
function widen(front: Front, box: Box, zero: number, nowhere: number) {
  if (front.low > box.aLow - box.bHigh) front.reach[zero + --front.low - 1] = nowhere;
  else front.low += 1;
  if (front.high < box.aHigh - box.bLow) front.reach[zero + ++front.high + 1] = nowhere;
  else front.high -= 1;
}

function stepAhead({ a, b, zero }: Field, box: Box, front: Front, other: Front | null): Split | null {
  const { reach } = front;
  const { aHigh, bHigh } = box;
  for (let diagonal = front.high; diagonal >= front.low; diagonal -= 2) {
    const left = reach[zero + diagonal - 1] ?? 0;
    const right = reach[zero + diagonal + 1] ?? 0;
    let at = left >= right ? left + 1 : right;
    while (at < aHigh && at - diagonal < bHigh && a[at] === b[at - diagonal]) at += 1;
    reach[zero + diagonal] = at;
    if (other && isOn(other, diagonal) && (other.reach[zero + diagonal] ?? 0) <= at)
      return { a: at, b: at - diagonal, isCut: false };
  }
  return null;
}

function stepBack({ a, b, zero }: Field, box: Box, front: Front, other: Front | null): Split | null {
  const { reach } = front;
  const { aLow, bLow } = box;
  for (let diagonal = front.high; diagonal >= front.low; diagonal -= 2) {
    const left = reach[zero + diagonal - 1] ?? 0;
    const right = reach[zero + diagonal + 1] ?? 0;
    let at = left < right ? left : right - 1;
    while (at > aLow && at - diagonal > bLow && a[at - 1] === b[at - 1 - diagonal]) at -= 1;
    reach[zero + diagonal] = at;
    if (other && isOn(other, diagonal) && at <= (other.reach[zero + diagonal] ?? 0))
      return { a: at, b: at - diagonal, isCut: false };
  }
  return null;
}

const isOn = (front: Front, diagonal: number) => diagonal >= front.low && diagonal <= front.high;

/** The end of the way, of either direction, that has left most of the box behind it. */
function bestSoFar(box: Box, ahead: Front, back: Front, zero: number): Split {
  let best: Split = { a: box.aLow, b: box.bLow, isCut: true };
  let bestDone = 0;
  for (let diagonal = ahead.high; diagonal >= ahead.low; diagonal -= 2) {
    const a = Math.min(ahead.reach[zero + diagonal] ?? 0, box.aHigh, box.bHigh + diagonal);
    const done = a + a - diagonal - box.aLow - box.bLow;
    if (done > bestDone) [best, bestDone] = [{ a, b: a - diagonal, isCut: true }, done];
  }
  for (let diagonal = back.high; diagonal >= back.low; diagonal -= 2) {
    const a = Math.max(back.reach[zero + diagonal] ?? 0, box.aLow, box.bLow + diagonal);
    const done = box.aHigh + box.bHigh - (a + a - diagonal);
    if (done > bestDone) [best, bestDone] = [{ a, b: a - diagonal, isCut: true }, done];
  }
  return best;
}
