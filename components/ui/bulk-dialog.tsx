"use client";

import type { ReactNode } from "react";
import { Button } from "./button";
import { Dialog, DialogActions } from "./dialog";
import { Notice } from "./notice";

interface Report<Item> {
  succeeded: Item[];
  failed: { item: Item; reason: string }[];
  /** Not tried. */
  left: Item[];
}

/** Many changes of one kind, as `useBulkRun` does them. */
interface Run<Item> {
  progress: { done: number; total: number; waitingSeconds: number | null } | null;
  isStopping: boolean;
  report: Report<Item> | null;
  run(items: readonly Item[]): unknown;
  stop(): void;
  reset(): void;
}

export interface BulkDialogProps<Item> {
  open: boolean;
  /** With what was done, or null when it was only asked. */
  onClose: (report: Report<Item> | null) => void;
  title: string;
  /** What is about to happen, with the count. */
  warning: ReactNode;
  items: readonly Item[];
  labelOf: (item: Item) => string;
  bulk: Run<Item>;
  /** "Delete 12 repos" */
  verb: string;
  /** "Deleted", "Revoked" */
  done: string;
}

/** More names than a person reads before a yes or no. */
const namesMax = 200;

const formatCount = (count: number) => count.toLocaleString("en-US");

/** Many changes of one kind: confirmed with their count, shown as they go, cancelled at will, reported one by one. */
export function BulkDialog<Item>(props: BulkDialogProps<Item>) {
  const { open, onClose, title, warning, items, labelOf, bulk, verb, done } = props;
  const { progress, isStopping, report, run } = bulk;
  const isRunning = progress !== null;
  const close = () => {
    if (isRunning) return;
    bulk.reset();
    onClose(report);
  };

  return (
    <Dialog open={open} onOpenChange={(next) => !next && close()} persistent={isRunning} title={title}>
      {progress ? (
        <div className="grid gap-4">
          <progress
            aria-label={title}
            value={progress.done}
            max={progress.total}
            className="h-1.5 w-full accent-(--accent)"
          />
          <p className="tabular text-13 text-text-muted">
            {formatCount(progress.done)} of {formatCount(progress.total)}
            {progress.waitingSeconds === null
              ? ""
              : `, waiting ${progress.waitingSeconds} s because Artifacts asked to`}
          </p>
          <DialogActions>
            <Button aria-disabled={isStopping} onClick={bulk.stop}>
              {isStopping ? "Stopping after what is under way…" : "Stop"}
            </Button>
          </DialogActions>
        </div>
      ) : report ? (
        <div className="flex flex-col gap-4">
          <Notice tone={report.failed.length + report.left.length > 0 ? "warning" : "success"} live>
            {done} {formatCount(report.succeeded.length)}.
            {report.failed.length > 0 ? ` ${formatCount(report.failed.length)} failed.` : ""}
            {report.left.length > 0 ? ` ${wereNotTried(report.left.length)}` : ""}
          </Notice>
          {report.failed.length > 0 ? (
            <Lines
              label="Failed"
              lines={report.failed.map(({ item, reason }) => ({ label: labelOf(item), text: reason }))}
            />
          ) : null}
          <DialogActions>
            {report.left.length > 0 ? (
              <Button onClick={() => run(report.left)}>Go on with the rest</Button>
            ) : null}
            {report.failed.length > 0 ? (
              <Button onClick={() => run(report.failed.map(({ item }) => item))}>Retry the failed</Button>
            ) : null}
            <Button variant="primary" onClick={close}>
              Close
            </Button>
          </DialogActions>
        </div>
      ) : (
        <div className="flex flex-col gap-4">
          <div className="text-13">{warning}</div>
          {items.length > 0 ? (
            <Lines
              label="What it is about"
              lines={items.slice(0, namesMax).map((item) => ({ label: labelOf(item) }))}
              more={items.length - namesMax}
            />
          ) : null}
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

const wereNotTried = (count: number) => `${formatCount(count)} ${count === 1 ? "was" : "were"} not tried.`;

interface LinesProps {
  label: string;
  lines: readonly { label: string; text?: string }[];
  /** How many more there are than lines. */
  more?: number;
}

function Lines({ label, lines, more = 0 }: LinesProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section aria-label={label} tabIndex={0} className="max-h-60 overflow-y-auto rounded border text-13">
      <ul>
        {lines.map((line) => (
          <li key={line.label} className="border-b px-3 py-1.5 [overflow-wrap:anywhere] last:border-b-0">
            <span className="font-medium">{line.label}</span>{" "}
            {line.text ? <span className="text-text-muted">{line.text}</span> : null}
          </li>
        ))}
        {more > 0 ? <li className="px-3 py-1.5 text-text-muted">and {formatCount(more)} more</li> : null}
      </ul>
    </section>
  );
}
