import type { Run } from "./diff-lines";

const fields = 5;

/** Runs as numbers in a row, which go from thread to thread without being copied. */
export function packRuns(runs: readonly Run[]): Int32Array<ArrayBuffer> {
  const packed = new Int32Array(runs.length * fields);
  for (const [at, { oldStart, oldEnd, newStart, newEnd, isIgnored }] of runs.entries())
    packed.set([oldStart, oldEnd, newStart, newEnd, isIgnored ? 1 : 0], at * fields);
  return packed;
}

export const packedCount = (packed: Int32Array): number => packed.length / fields;

export function unpackRuns(packed: Int32Array): Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < packed.length; at += fields) {
    const run: Run = {
      oldStart: packed[at] ?? 0,
      oldEnd: packed[at + 1] ?? 0,
      newStart: packed[at + 2] ?? 0,
      newEnd: packed[at + 3] ?? 0,
    };
    if (packed[at + 4]) run.isIgnored = true;
    runs.push(run);
  }
  return runs;
}
