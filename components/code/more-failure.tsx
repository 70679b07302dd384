import { Button } from "@/components/ui/button";
import { lazyComponent } from "@/components/ui/lazy-component";

const LookFailure = lazyComponent(() => import("./look-failure").then((file) => file.LookFailure));

interface MoreFailureProps {
  error: unknown;
  what: "changes" | "entries";
  retry: () => void;
}

/** Says what of a directory did not come: what changed its entries, or the rest of them. */
export function MoreFailure({ error, what, retry }: MoreFailureProps) {
  if (error === null) return null;
  return (
    <div role="alert" className="table-bar">
      <LookFailure error={error} what={what} />
      <Button size="sm" onClick={retry}>
        Try again
      </Button>
    </div>
  );
}
