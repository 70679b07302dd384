"use client";

import { useParams, useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";
import { RetryImport } from "@/components/imports/retry-import";
import { Button } from "@/components/ui/button";
import { Elapsed } from "@/components/ui/elapsed";
import { Failure } from "@/components/ui/failure";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import { ProgressBar } from "@/components/ui/progress-bar";
import { formatDuration } from "@/lib/format/duration";
import { isSameImport } from "@/lib/imports/import-record";
import { forgetImports } from "@/lib/imports/started-imports";
import { QueryProvider } from "@/lib/queries/query-provider";
import { useDeleteRepo } from "@/lib/queries/use-delete-repo";
import { namespaceUrl } from "@/lib/routes";
import { describeFailure, type FailureFacts } from "@/lib/wire/describe-failure";

const pollMs = 2_000;

/** In the place of a page that could not be loaded. */
export function PageFailure({ failure, what }: { failure: FailureFacts; what: string }) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const { title, advice } = describeFailure(failure, what);
  const isComing = failure.kind === "importing" || failure.kind === "forking";

  // It comes by itself: look again until it is there.
  useEffect(() => {
    if (!isComing) return;
    const timer = setInterval(() => startTransition(() => router.refresh()), pollMs);
    return () => clearInterval(timer);
  }, [isComing, router]);

  if (isComing) {
    return (
      <QueryProvider>
        <Coming
          title={title}
          advice={advice}
          notes={failure.notes ?? []}
          canCancel={failure.kind === "importing"}
        />
      </QueryProvider>
    );
  }
  if (failure.kind === "not-found") {
    return (
      <>
        <Failure isPage title={title} advice={advice} />
        <QueryProvider>
          <RetryImport />
        </QueryProvider>
      </>
    );
  }
  return (
    <Failure
      isPage
      title={title}
      advice={isPending ? "Trying again…" : advice}
      onRetry={() => startTransition(() => router.refresh())}
    />
  );
}

interface ComingProps {
  title: string;
  advice: string;
  notes: string[];
  canCancel: boolean;
}

/** A repo on its way, with what Git says of the way where the service passes it on. */
function Coming({ title, advice, notes, canCancel }: ComingProps) {
  const router = useRouter();
  const { namespace = "", repo = "" } = useParams<{ namespace?: string; repo?: string }>();
  const cancel = useDeleteRepo(namespace);
  const [note] = notes;
  const percent = Number(/: (\d{1,3})%/.exec(note ?? "")?.[1] ?? Number.NaN);
  return (
    <div className="grid justify-items-center gap-3 px-6 py-14 text-center">
      <Icon name="loader" size={24} className="animate-spin text-accent-text" />
      <h1 className="text-16 font-semibold">{title}</h1>
      <p className="max-w-md text-14 text-balance text-text-muted">{advice}</p>
      <p className="text-13 text-text-muted">
        Watched for <Elapsed words={formatDuration} />
      </p>
      {note ? (
        <p role="status" className="tabular text-13">
          {note}
        </p>
      ) : null}
      {Number.isNaN(percent) ? null : (
        <div className="w-64 max-w-full">
          <ProgressBar percent={percent} />
        </div>
      )}
      {canCancel ? (
        <Button
          className="mt-2"
          disabled={cancel.isPending}
          onClick={() =>
            cancel.mutate(repo, {
              onSuccess: () => {
                forgetImports((record) => isSameImport(record, { namespace, name: repo }));
                router.replace(namespaceUrl(namespace));
              },
            })
          }
        >
          {cancel.isPending ? "Cancelling…" : "Cancel the import"}
        </Button>
      ) : null}
      {cancel.error ? (
        <Notice tone="danger" live>
          {describeFailure(cancel.error, "the import").advice}
        </Notice>
      ) : null}
    </div>
  );
}
