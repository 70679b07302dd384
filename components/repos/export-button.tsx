"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ExportPopover } from "@/components/ui/export-popover";
import { formatCount } from "@/lib/format/count";
import { collectRepos } from "@/lib/queries/collect-repos";
import type { ReposQuery } from "@/lib/queries/repos";
import { describeFailure } from "@/lib/wire/describe-failure";
import { saveRepos } from "./save-repos";

interface ExportButtonProps {
  namespace: string;
  query: Omit<ReposQuery, "cursor" | "limit">;
}

type Task = { kind: "collecting"; count: number } | { kind: "failed"; advice: string };

/** The whole list, or all of it that matches the search, as a file. */
export function ExportButton({ namespace, query }: ExportButtonProps) {
  const [open, setOpen] = useState(false);
  const [task, setTask] = useState<Task | null>(null);
  const cancel = useRef<AbortController | null>(null);
  useEffect(() => () => cancel.current?.abort(), []);

  const run = async (format: "csv" | "json") => {
    const controller = new AbortController();
    const { signal } = controller;
    cancel.current = controller;
    setTask({ kind: "collecting", count: 0 });
    try {
      const onCount = (count: number) => setTask({ kind: "collecting", count });
      saveRepos(format, namespace, await collectRepos(namespace, query, { signal, onCount }));
      setTask(null);
      setOpen(false);
    } catch (error) {
      if (!signal.aborted) setTask({ kind: "failed", advice: describeFailure(error, "the repos").advice });
    }
  };
  const stop = () => {
    cancel.current?.abort();
    setTask(null);
  };

  return (
    <ExportPopover
      open={open}
      onOpenChange={(next) => {
        if (!next) stop();
        setOpen(next);
      }}
      what={
        query.search ? (
          <>
            Every repo with <strong className="font-medium text-text">“{query.search}”</strong> in its name,
            from all pages, in this order.
          </>
        ) : (
          "Every repo of this namespace, from all pages, in this order."
        )
      }
      onExport={run}
      progress={
        task?.kind === "collecting" ? (
          <div className="flex items-center justify-between gap-3">
            <p role="status" className="tabular">
              Reading… {formatCount(task.count)} so far
            </p>
            <Button size="sm" onClick={stop}>
              Stop
            </Button>
          </div>
        ) : null
      }
      failure={task?.kind === "failed" ? task.advice : null}
    />
  );
}
