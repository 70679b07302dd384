"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { ProgressBar } from "@/components/ui/progress-bar";
import { formatBytes } from "@/lib/format/bytes";
import { formatDuration } from "@/lib/format/duration";
import type { ImportProgress } from "@/lib/imports/import-progress";
import { type ImportRecord, isSameImport } from "@/lib/imports/import-record";
import { changeImport, forgetImports } from "@/lib/imports/started-imports";
import { repeatImport } from "@/lib/queries/begin-import";
import { checkImport } from "@/lib/queries/check-import";
import { deleteRepo } from "@/lib/queries/delete-repo";
import { refetchImported } from "@/lib/queries/refetch-imported";
import { repoUrl } from "@/lib/routes";
import { describeFailure } from "@/lib/wire/describe-failure";

interface ImportRowProps {
  record: ImportRecord;
  progress: ImportProgress | null;
  /** Its link was followed. */
  onLeave: () => void;
}

const icons = {
  running: <Icon name="loader" className="animate-spin text-accent-text" />,
  done: <Icon name="circle-check" className="text-success" />,
  failed: <Icon name="circle-exclamation-point" className="text-danger" />,
  cancelled: <Icon name="circle-slash" className="text-text-muted" />,
};

/** One import: how far it is, how it ended, and what can be done about it. */
export function ImportRow({ record, progress, onLeave }: ImportRowProps) {
  const { namespace, name, state, note } = record;
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const act = async (what: string, work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
      void refetchImported(client, [record]);
    } catch (error) {
      setProblem(describeFailure(error, what).advice);
    } finally {
      setBusy(false);
    }
  };
  const cancel = () =>
    act("the import", async () => {
      // Deleting is how an import is cancelled: one that has just arrived must not be lost by it.
      const now = await checkImport(record);
      if (now.state === "running") {
        await deleteRepo(namespace, name);
        changeImport(record, { state: "cancelled" });
      } else changeImport(record, { state: now.state, note: now.state === "failed" ? now.note : null });
    });
  const retry = () => act("the remote", () => repeatImport(record));

  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-2.5 border-b px-3 py-2.5 last:border-b-0">
      <span className="pt-0.5 pointer-coarse:pt-2.5">{icons[state]}</span>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
        <NavLink
          href={repoUrl(namespace, name)}
          onClick={onLeave}
          className="truncate rounded-sm text-13 font-medium hover:underline pointer-coarse:py-2"
        >
          {name} <span className="font-normal text-text-muted">in {namespace}</span>
        </NavLink>
        {state === "running" ? (
          <Progress startedAtMs={record.startedAtMs} progress={progress} />
        ) : (
          <p className="text-12 text-text-muted [overflow-wrap:anywhere]">
            {{ done: "Imported.", failed: "Failed.", cancelled: "Cancelled." }[state]} {note}
          </p>
        )}
        {problem ? (
          <p role="alert" className="text-12 text-danger [overflow-wrap:anywhere]">
            {problem}
          </p>
        ) : null}
        {state === "running" ? (
          <Button
            size="sm"
            className="mt-1 justify-self-start"
            disabled={isBusy}
            onClick={cancel}
            aria-label={`Cancel the import of ${name}`}
          >
            {isBusy ? "Cancelling…" : "Cancel"}
          </Button>
        ) : state === "done" ? null : (
          <Button
            size="sm"
            className="mt-1 justify-self-start"
            disabled={isBusy}
            onClick={retry}
            aria-label={`Retry the import of ${name}`}
          >
            {isBusy ? "Asking the remote…" : "Retry"}
          </Button>
        )}
      </div>
      {state === "running" ? null : (
        <Button
          size="icon"
          variant="ghost"
          className="-mt-1 -mr-1.5"
          disabled={isBusy}
          onClick={() => forgetImports((each) => isSameImport(each, record))}
          aria-label={`Dismiss ${name}`}
        >
          <Icon name="x" />
        </Button>
      )}
    </li>
  );
}

/** Phase, percent and size where the service reports them; the elapsed time always. */
function Progress({ startedAtMs, progress }: { startedAtMs: number; progress: ImportProgress | null }) {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const words = [
    progress?.phase ?? "Importing",
    progress?.percent == null ? null : `${progress.percent}%`,
    progress?.sizeBytes ? formatBytes(progress.sizeBytes) : null,
    formatDuration((nowMs - startedAtMs) / 1000),
  ].filter((word) => word !== null);
  return (
    <>
      <p className="tabular text-12 text-text-muted [overflow-wrap:anywhere]">{words.join(" · ")}</p>
      {progress?.percent == null ? null : <ProgressBar percent={progress.percent} />}
    </>
  );
}
