"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Popover } from "@/components/ui/popover";
import { countOf, formatCount } from "@/lib/format/count";
import type { ImportRecord } from "@/lib/imports/import-record";
import { forgetImports } from "@/lib/imports/started-imports";
import { useStartedImports } from "@/lib/imports/use-started-imports";
import { ImportRow } from "./import-row";
import { importKey, useImportWatch } from "./use-import-watch";

/** How many are drawn; the rest follow as these are dismissed. */
const shownAtOnce = 50;
const order = { failed: 0, running: 1, cancelled: 2, done: 3 };

/** The button in the top bar and what opens from it. Closing it puts away what ended well and was seen. */
export function ImportsPanel() {
  const records = useStartedImports();
  const progress = useImportWatch(records);
  const announcement = useEndings(records);
  const [open, setOpen] = useState(false);
  const runningCount = records.filter(({ state }) => state === "running").length;
  const sorted = [...records].sort((a, b) => order[a.state] - order[b.state]);
  const shown = sorted.slice(0, shownAtOnce);

  const change = (next: boolean) => {
    setOpen(next);
    if (next) return;
    const seen = new Set(shown.map(importKey));
    forgetImports(
      (record) => seen.has(importKey(record)) && (record.state === "cancelled" || isSettled(record)),
    );
  };

  return (
    <>
      <span role="status" className="sr-only">
        {announcement}
      </span>
      {records.length === 0 ? null : (
        <Popover
          open={open}
          onOpenChange={change}
          label="Imports"
          align="end"
          trigger={
            <Button size="sm" variant="ghost">
              {runningCount > 0 ? (
                <Icon name="loader" className="animate-spin text-accent-text" />
              ) : (
                <Icon name="download" />
              )}
              <span className="max-sm:sr-only">Imports</span>
              <span className="tabular">{formatCount(records.length)}</span>
            </Button>
          }
        >
          <div className="flex min-h-11 items-center gap-2 border-b px-3 py-1.5">
            <h2 className="mr-auto text-13 font-semibold">Imports</h2>
            {runningCount < records.length ? (
              <Button
                size="sm"
                variant="ghost"
                onClick={() => forgetImports(({ state }) => state !== "running")}
              >
                Dismiss the ended
              </Button>
            ) : null}
          </div>
          <ul className="max-h-[min(24rem,60dvh)] overflow-y-auto">
            {shown.map((record) => (
              <ImportRow
                key={importKey(record)}
                record={record}
                progress={progress.get(importKey(record)) ?? null}
                onLeave={() => change(false)}
              />
            ))}
          </ul>
          {sorted.length > shown.length ? (
            <p className="border-t px-3 py-2 text-12 text-text-muted">
              {countOf(sorted.length - shown.length, "more import")} below these. They go on all the same.
            </p>
          ) : null}
        </Popover>
      )}
    </>
  );
}

const isSettled = ({ state, note }: ImportRecord) => state === "done" && note === null;

/** What ended last, in words to be read out. What had ended before the page came is old news. */
function useEndings(records: readonly ImportRecord[]): string {
  const [words, setWords] = useState("");
  const running = useRef(new Set<string>());
  useEffect(() => {
    const ended = records.filter(
      (record) => record.state !== "running" && running.current.has(importKey(record)),
    );
    running.current = new Set(records.filter(({ state }) => state === "running").map(importKey));
    if (ended.length > 0) setWords(ended.map(describeEnding).join(" "));
  }, [records]);
  return words;
}

function describeEnding({ name, state, note }: ImportRecord): string {
  if (state === "done") return `${name} is imported.`;
  return state === "failed"
    ? `The import of ${name} failed. ${note ?? ""}`
    : `The import of ${name} was cancelled.`;
}
