import { useEffect, useRef, useState } from "react";
import { type BulkOptions, type BulkProgress, type BulkReport, mergeReports, runBulk } from "./run-bulk";

export interface BulkRun<Item> {
  /** Null while nothing runs. */
  progress: BulkProgress | null;
  isStopping: boolean;
  /** Of all runs since the last reset. */
  report: BulkReport<Item> | null;
  run(items: readonly Item[]): Promise<void>;
  /** Lets what is under way finish. */
  stop(): void;
  reset(): void;
}

interface BulkRunOptions<Item> extends Omit<BulkOptions, "signal" | "onProgress"> {
  /** Not cancelled once it has begun: its outcome must be known. */
  work: (item: Item) => Promise<unknown>;
  /** With what this run did. */
  onChanged: (report: BulkReport<Item>) => void;
}

/** `runBulk` for a component. Leaving the page cancels what has not begun, after the browser has asked. */
export function useBulkRun<Item>({ work, onChanged, ...options }: BulkRunOptions<Item>): BulkRun<Item> {
  const [progress, setProgress] = useState<BulkProgress | null>(null);
  const [isStopping, setStopping] = useState(false);
  const [report, setReport] = useState<BulkReport<Item> | null>(null);
  const cancel = useRef<AbortController | null>(null);

  useEffect(() => () => cancel.current?.abort(), []);
  const isRunning = progress !== null;
  useEffect(() => {
    if (!isRunning) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isRunning]);

  return {
    progress,
    isStopping,
    report,
    async run(items) {
      const controller = new AbortController();
      cancel.current = controller;
      setStopping(false);
      const result = await runBulk(items, work, {
        ...options,
        signal: controller.signal,
        onProgress: setProgress,
      });
      setProgress(null);
      setReport((before) => (before === null ? result : mergeReports(before, result)));
      onChanged(result);
    },
    stop() {
      setStopping(true);
      cancel.current?.abort();
    },
    reset: () => setReport(null),
  };
}
