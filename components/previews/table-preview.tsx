import { formatCount } from "@/lib/format/count";
import { parseTable } from "@/lib/text/parse-table";
import { LazySortableTable } from "./lazy-previews";

/** A CSV or TSV file as a table. */
export function TablePreview({ text, path }: { text: string; path: string }) {
  const table = parseTable(text, path);
  if (table === null) {
    return <p className="px-4 py-10 text-center text-13 text-text-muted">This table is empty.</p>;
  }
  const { header, rows, hasMoreRows, columnCount, cutCount, faultCount } = table;
  const limits = [
    hasMoreRows
      ? `Only the first ${formatCount(rows.length)} rows are here, and only they are sorted.`
      : null,
    columnCount > header.length
      ? `Only the first ${header.length} of ${formatCount(columnCount)} columns are here.`
      : null,
    cutCount > 0 ? "Long cells are cut." : null,
    faultCount > 0
      ? `${formatCount(faultCount)} ${faultCount === 1 ? "row has" : "rows have"} another number of cells than the header.`
      : null,
  ].filter((limit) => limit !== null);
  return (
    <>
      {limits.length > 0 ? (
        <p className="border-b px-4 py-2 text-12 text-text-muted">
          {limits.join(" ")} Code and Raw have everything.
        </p>
      ) : null}
      <LazySortableTable header={header} rows={rows} />
    </>
  );
}
