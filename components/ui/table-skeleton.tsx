import { TableFrame } from "./data-table";
import { Skeleton } from "./skeleton";

/** A table that has not come yet: a row for each of `widths`, those of its first column. */
export function TableSkeleton({ widths, lastWidth }: { widths: readonly string[]; lastWidth: string }) {
  return (
    <TableFrame busy>
      <div className="h-9 border-b bg-bg-subtle" />
      {widths.map((width) => (
        <div key={width} className="flex h-10 items-center justify-between border-b px-4 last:border-b-0">
          <Skeleton className={width} />
          <Skeleton className={lastWidth} />
        </div>
      ))}
    </TableFrame>
  );
}
