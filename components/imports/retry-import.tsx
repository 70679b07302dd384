"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useParams, useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { type ImportRecord, isSameImport } from "@/lib/imports/import-record";
import { useStartedImports } from "@/lib/imports/use-started-imports";
import { repeatImport } from "@/lib/queries/begin-import";
import { refetchRepos } from "@/lib/queries/refetch-repos";
import { describeFailure } from "@/lib/wire/describe-failure";

/** On the page of a repo whose import failed: the same import again, where this browser began it and knows its values. */
export function RetryImport() {
  const router = useRouter();
  const client = useQueryClient();
  const { namespace = "", repo = "" } = useParams<{ namespace?: string; repo?: string }>();
  const record = useStartedImports().find((each) => isSameImport(each, { namespace, name: repo }));
  const [isPending, startTransition] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  if (record === undefined || record.state === "running") return null;

  const retry = (which: ImportRecord) =>
    startTransition(async () => {
      setProblem(null);
      try {
        await repeatImport(which);
        void refetchRepos(client, [namespace]);
        router.refresh();
      } catch (error) {
        setProblem(describeFailure(error, "the remote").advice);
      }
    });
  return (
    <div className="grid justify-items-center -mt-8 gap-3 px-6 pb-14">
      <Button variant="primary" disabled={isPending} onClick={() => retry(record)}>
        {isPending ? "Asking the remote…" : "Import it again"}
      </Button>
      <p className="max-w-md text-center text-13 text-text-muted [overflow-wrap:anywhere]">
        From {record.values.url}, with the same choices.
      </p>
      {problem ? (
        <Notice tone="danger" live>
          {problem}
        </Notice>
      ) : null}
    </div>
  );
}
