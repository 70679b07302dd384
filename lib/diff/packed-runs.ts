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
  return Array.from({ length: packedCount(packed) }, (_, at) => {
    const [oldStart = 0, oldEnd = 0, newStart = 0, newEnd = 0, isIgnored = 0] = packed.subarray(
      at * fields,
      (at + 1) * fields,
    );
    return { oldStart, oldEnd, newStart, newEnd, ...(isIgnored ? { isIgnored: true } : {}) };
  });
}
