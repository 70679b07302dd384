import { countOf } from "@/lib/format/count";

interface PrefixRowProps {
  prefix: string;
  count: number;
  /** Of the whole table. */
  columnCount: number;
}

/** Over the repos of a page whose names begin alike. */
export function PrefixRow({ prefix, count, columnCount }: PrefixRowProps) {
  return (
    <tr className="bg-bg-subtle hover:bg-bg-subtle">
      <th scope="rowgroup" colSpan={columnCount} className="h-8 px-4 text-12 font-medium text-text-muted">
        <span className="font-mono text-text">{prefix}…</span> {countOf(count, "repo")} on this page
      </th>
    </tr>
  );
}
