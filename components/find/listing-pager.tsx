import { Button } from "@/components/ui/button";
import { formatCount } from "@/lib/format/count";
import { listedDirectoriesMax, listedFilesMax } from "@/lib/wire/path-lines";

interface ListingPagerProps {
  /** Where the files begin that are not listed; null when all are. */
  next: string | null;
  /** Where those begin that are listed; null at the first file. */
  after: string | null;
  onList: (after: string | null) => void;
}

/** Leads through a list of more files than are listed at once. */
export function ListingPager({ next, after, onList }: ListingPagerProps) {
  if (next === null && after === null) return null;
  return (
    <div className="flex flex-wrap items-center gap-3 text-13 text-text-muted">
      {next !== null ? (
        <>
          <p>
            At most {formatCount(listedFilesMax)} files in {formatCount(listedDirectoriesMax)} directories are
            listed at once, in the order of their paths.
          </p>
          <Button size="sm" onClick={() => onList(next)}>
            List the next ones
          </Button>
        </>
      ) : null}
      {after === null ? null : (
        <Button size="sm" onClick={() => onList(null)}>
          Back to the first ones
        </Button>
      )}
    </div>
  );
}
