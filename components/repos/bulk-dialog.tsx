"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { formatCount } from "@/lib/format/count";
import { type BulkProgress, type BulkReport, runBulk } from "@/lib/queries/run-bulk";

interface BulkDialogProps<Item> {
  open: boolean;
  /** `hasRun`: something was done, not only asked. */
  onClose: (hasRun: boolean) => void;
  title: string;
  /** What is about to happen, with the count. */
  warning: ReactNode;
  items: readonly Item[];
  labelOf: (item: Item) => string;
  work: (item: Item, signal: AbortSignal) => Promise<unknown>;
  /** "Delete 12 repos" */
  verb: string;
  /** "Deleted", "Revoked" */
  done: string;
  onChanged: () => void;
}

/** Many changes of one kind: confirmed with their count, shown as they go, cancelled at will, reported one by one. */
export function BulkDialog<Item>(props: BulkDialogProps<Item>) {
  const { open, onClose, title, warning, items, labelOf, work, verb, done, onChanged } = props;
  const [progress, setProgress] = useState<BulkProgress | null>(null);
  const [report, setReport] = useState<BulkReport<Item> | null>(null);
  const [succeededBefore, setSucceededBefore] = useState(0);
  const cancel = useRef<AbortController | null>(null);

  // A page that is left cancels what has not begun.
  useEffect(() => () => cancel.current?.abort(), []);

  const run = async (which: readonly Item[]) => {
    const controller = new AbortController();
    cancel.current = controller;
    setSucceededBefore(report === null ? 0 : succeededBefore + report.succeeded.length);
    setReport(null);
    const result = await runBulk(which, work, { signal: controller.signal, onProgress: setProgress });
    setProgress(null);
    setReport(result);
    onChanged();
  };
  const close = () => {
    if (progress !== null) return;
    setReport(null);
    setSucceededBefore(0);
    onClose(report !== null);
  };

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && close()}
      persistent={progress !== null}
      title={title}
    >
      {progress ? (
        <div className="grid gap-4">
          <progress
            aria-label={title}
            value={progress.done}
            max={progress.total}
            className="h-1.5 w-full accent-(--accent)"
          />
          <p role="status" className="tabular text-13 text-text-muted">
            {formatCount(progress.done)} of {formatCount(progress.total)}
            {progress.waitingSeconds === null
              ? ""
              : `, waiting ${progress.waitingSeconds} s because Artifacts asked to`}
          </p>
          <DialogActions>
            <Button onClick={() => cancel.current?.abort()}>Stop</Button>
          </DialogActions>
        </div>
      ) : report ? (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <Notice tone={report.failed.length > 0 ? "warning" : "success"} live>
            {done} {formatCount(succeededBefore + report.succeeded.length)}.
            {report.failed.length > 0 ? ` ${formatCount(report.failed.length)} failed.` : ""}
            {report.left.length > 0 ? ` ${formatCount(report.left.length)} were not tried.` : ""}
          </Notice>
          {report.failed.length > 0 ? (
            <ul className="max-h-60 overflow-y-auto rounded border text-13">
              {report.failed.map(({ item, reason }) => (
                <li
                  key={labelOf(item)}
                  className="border-b px-3 py-1.5 [overflow-wrap:anywhere] last:border-b-0"
                >
                  <span className="font-medium">{labelOf(item)}</span>{" "}
                  <span className="text-text-muted">{reason}</span>
                </li>
              ))}
            </ul>
          ) : null}
          <DialogActions>
            {report.failed.length > 0 ? (
              <Button onClick={() => run(report.failed.map(({ item }) => item))}>Retry the failed</Button>
            ) : null}
            <Button variant="primary" onClick={close}>
              Close
            </Button>
          </DialogActions>
        </div>
      ) : (
        <div className="grid gap-4">
          <div className="text-13">{warning}</div>
          <DialogActions>
            <Button onClick={close}>Cancel</Button>
            <Button variant="danger" disabled={items.length === 0} onClick={() => run(items)}>
              {verb}
            </Button>
          </DialogActions>
        </div>
      )}
    </Dialog>
  );
}
