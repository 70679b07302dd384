import { Button } from "@/components/ui/button";
import { formatCount } from "@/lib/format/count";
import type { LastChanged } from "@/lib/wire/answers";
import { MoreFailure } from "./more-failure";

interface LookFurtherProps {
  history: LastChanged | undefined;
  isLooking: boolean;
  error: unknown;
  retry: () => void;
  look: (() => void) | null;
}

/** How far the walk has come, where it is not at its end. */
export function LookFurther({ history, isLooking, error, retry, look }: LookFurtherProps) {
  if (error !== null) return <MoreFailure error={error} what="changes" retry={retry} />;
  if (isLooking) {
    return history && history.lookedAt > 0 ? (
      <p role="status" className="table-bar">
        Looking for the latest changes: {formatCount(history.lookedAt)} commits so far
      </p>
    ) : null;
  }
  if (history?.state !== "limit") return null;
  const left = history.latest.filter((at) => at < 0).length;
  return (
    <p role="status" className="table-bar">
      <span>
        {left === 1 ? "One entry has" : `${formatCount(left)} entries have`} not changed in the last{" "}
        {formatCount(history.lookedAt)} commits.
        {look ? null : " The dashboard looks no further; git log does."}
      </span>
      {look ? (
        <Button size="sm" onClick={look}>
          Look further
        </Button>
      ) : null}
    </p>
  );
}
