import type { FileSide } from "./compare-trees";
import type { LookOrder } from "./look-order";
import type { TextSide } from "./read-side";

const textSide = (text: string): TextSide => ({
  kind: "text",
  bytes: Buffer.from(text),
  text,
  encoding: "UTF-8",
  sizeBytes: text.length,
});

const fileSide = (text: string | null, digit: string): FileSide | null =>
  text === null ? null : { mode: "100644", hash: digit.repeat(40) };

/** What a look is made of, for a file of these two texts; null where it is not there. */
export function lookOrder(path: string, before: string | null, after: string | null): LookOrder {
  return {
    change: {
      path,
      oldPath: null,
      status: before === null ? "added" : after === null ? "deleted" : "modified",
      before: fileSide(before, "1"),
      after: fileSide(after, "2"),
      others: [],
      percent: null,
    },
    diff: {
      kind: "text",
      before: textSide(before ?? ""),
      after: textSide(after ?? ""),
      runs: [],
      added: 0,
      removed: 0,
      isCoarse: false,
    },
    owner: "acme/demo",
    coloursUntil: performance.now() + 30_000,
  };
}
