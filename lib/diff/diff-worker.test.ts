import { Worker } from "node:worker_threads";
import { afterAll, describe, expect, it } from "vitest";
import { applyRuns } from "./apply-runs";
import { createDiffWorker } from "./diff-worker";
import { lineTable } from "./line-table";
import { seededNumbers } from "./test-text-pairs";

/** As the bundle would, but read by tsx: Node itself does not run TypeScript. */
const openWorker = () => {
  const worker = JSON.stringify(new URL("./worker.ts", import.meta.url).href);
  const code = `import("tsx/esm/api").then(({ register }) => { register(); return import(${worker}); })`;
  return new Worker(code, { eval: true });
};

const random = seededNumbers(3);
const textOf = (lines: number, line: (at: number) => string) =>
  Buffer.from(Array.from({ length: lines }, (_, at) => `${line(at)}\n`).join(""));

describe("diffTexts", () => {
  const opened: number[] = [];
  const worker = createDiffWorker({
    openWorker() {
      opened.push(1);
      return openWorker();
    },
  });
  afterAll(worker.close);

  it("compares small texts at once, without a thread", async () => {
    const diff = await worker.diff(Buffer.from("a\nb\n"), Buffer.from("a\nc\n"));
    expect(diff).toEqual({ runs: [{ oldStart: 1, oldEnd: 2, newStart: 1, newEnd: 2 }], isCoarse: false });
    expect(opened).toEqual([]);
  });

  it("compares large texts in a thread, and leaves their bytes as they are", async () => {
    const [before, after] = [
      textOf(50_000, (at) => `line ${at}`),
      textOf(50_000, (at) => `line ${at - (at % 9 ? 0 : 7)}`),
    ];
    const diff = await worker.diff(before, after, { owner: "a" });
    if (diff === null) throw new Error("given up");
    expect(Buffer.compare(applyRuns(lineTable(before), lineTable(after), diff.runs), after)).toBe(0);
    expect(opened).toEqual([1]);
  });

  it("passes the options on, and the marks of ignored runs back", async () => {
    const before = textOf(2000, (at) => `line ${at}`);
    const after = Buffer.from(
      before.toString().replace("line 5\n", "line  5\n\n").replace("line 1500\n", ""),
    );
    const diff = await worker.diff(before, after, { whiteSpace: "amount", blankLines: "ignored" });
    expect(diff?.runs.map((run) => run.isIgnored ?? false)).toEqual([true, false]);
  });

  it("gives up what is too long, or has more runs than anybody reads", async () => {
    const long = Buffer.alloc(33 * 1024 * 1024, "a line\n");
    expect(await worker.diff(long, Buffer.from("a"))).toBeNull();
    const other = textOf(300_000, (at) => (at % 2 ? "same" : `other ${at}`));
    expect(
      await worker.diff(
        textOf(300_000, (at) => (at % 2 ? "same" : `${at}`)),
        other,
      ),
    ).toBeNull();
  });

  it("gives up what takes too long, and ends the waiting of whoever no longer wants it", async () => {
    const hasty = createDiffWorker({ openWorker, timeoutMs: 1 });
    const hard = () => textOf(60_000, () => `${random(2)}`);
    try {
      expect(await hasty.diff(hard(), hard())).toBeNull();
      const reason = new Error("gone");
      await expect(worker.diff(hard(), hard(), {}, AbortSignal.abort(reason))).rejects.toBe(reason);
    } finally {
      await hasty.close();
    }
  });
});
