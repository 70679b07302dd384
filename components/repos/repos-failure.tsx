import { BlankSlate } from "@/components/ui/blank-slate";
import { Button } from "@/components/ui/button";
import { Failure } from "@/components/ui/failure";
import { describeFailure, failureOf } from "@/lib/wire/describe-failure";

interface ReposFailureProps {
  error: unknown;
  /** Whether the address names a place in the list, which may be gone. */
  hasCursor: boolean;
  onRestart: () => void;
  onRetry: () => void;
}

export function ReposFailure({ error, hasCursor, onRestart, onRetry }: ReposFailureProps) {
  if (hasCursor && failureOf(error).kind === "invalid") {
    return (
      <BlankSlate
        icon="search-x"
        title="This page cannot be found any more"
        action={<Button onClick={onRestart}>First page</Button>}
      >
        Artifacts does not know the place in the list that this link names.
      </BlankSlate>
    );
  }
  return <Failure {...describeFailure(error, "the repos")} onRetry={onRetry} />;
}
