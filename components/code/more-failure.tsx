import { Button } from "@/components/ui/button";
import { lazyComponent } from "@/components/ui/lazy-component";

const LookFailure = lazyComponent(() => import("./look-failure").then((file) => file.LookFailure));

/** Says that the rest of a directory's entries did not come. */
export function MoreFailure({ error, retry }: { error: unknown; retry: () => void }) {
  if (error === null) return null;
  return (
    <div role="alert" className="table-bar">
      <LookFailure error={error} what="entries" />
      <Button size="sm" onClick={retry}>
        Try again
      </Button>
    </div>
  );
}
