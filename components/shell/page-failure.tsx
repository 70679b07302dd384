"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Failure } from "@/components/ui/failure";
import { describeFailure, type FailureFacts } from "@/lib/queries/failure-words";

/** In the place of a page that could not be loaded. */
export function PageFailure({ failure, what }: { failure: FailureFacts; what: string }) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const { title, advice } = describeFailure(failure, what);
  return (
    <Failure
      title={title}
      advice={isPending ? "Trying again…" : advice}
      onRetry={() => startTransition(() => router.refresh())}
    />
  );
}
