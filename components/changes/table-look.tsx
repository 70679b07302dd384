import type { CellChange, TableChange, TableRow } from "@/lib/changes/table-change";
import { countOf, formatCount } from "@/lib/format/count";
import { ShownWords } from "./shown-words";

interface TableLookProps {
  path: string;
  table: TableChange;
}

/** The change of a table by its rows: those that came and went, and the cells that have changed in others. */
export function TableLook({ path, table }: TableLookProps) {
  const { header, rows, faultCount } = table;
  return (
    <>
      <p className="change-note">{wordsOf(table)}</p>
      {faultCount === 0 ? null : (
        <p className="change-note">
          {countOf(faultCount, "row")} with another number of cells than the header: what stands beyond it is
          in the source alone.
        </p>
      )}
      {rows.length === 0 ? null : (
        <section
          aria-label={`${path} as a table`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
          tabIndex={0}
          className="table-look"
        >
          <table>
            <thead>
              <tr>
                {["Change", "Row before", "Row after"].map((name) => (
                  <th key={name} scope="col">
                    <span className="sr-only">{name}</span>
                  </th>
                ))}
                {header.map((name, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place; names may repeat
                  <th key={at} scope="col">
                    <Cell cell={name} isOnItsOwn />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: it is drawn once
                <Row key={at} row={row} columns={header.length} isFirst={isFirstChanged(rows, at)} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}

function wordsOf({ added, removed, changed, header }: TableChange): string {
  const columns = header.filter(({ before, after }) => before === null || after === null).length;
  const said = [
    [changed, "changed"],
    [added, "added"],
    [removed, "removed"],
  ] as const;
  const words = said
    .filter(([count]) => count > 0)
    .map(([count, verb]) => `${countOf(count, "row")} ${verb}`);
  if (columns > 0) words.push(`${countOf(columns, "column")} came or went`);
  return words.length > 0
    ? `${words.join(", ")}.`
    : "No cell has changed: only how the table is written, or its header.";
}

const isChanged = (row: TableRow | undefined) =>
  row !== undefined && row.kind !== "kept" && row.kind !== "gap";

const isFirstChanged = (rows: readonly TableRow[], at: number) =>
  isChanged(rows[at]) && !isChanged(rows[at - 1]);

const signs = {
  kept: ["", ""],
  added: ["+", "added"],
  removed: ["−", "removed"],
  changed: ["±", "changed"],
} as const;

function Row({ row, columns, isFirst }: { row: TableRow; columns: number; isFirst: boolean }) {
  if (row.kind === "gap") {
    return (
      <tr data-kind="gap">
        <td colSpan={columns + 3}>{formatCount(row.count)} unchanged rows</td>
      </tr>
    );
  }
  const [sign, words] = signs[row.kind];
  return (
    <tr data-kind={row.kind} data-first-changed={isFirst ? "" : undefined}>
      <td>
        <span aria-hidden>{sign}</span>
        <span className="sr-only">{words}</span>
      </td>
      <td>{row.before}</td>
      <td>{row.after}</td>
      {row.cells.map((cell, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
        <td key={at}>
          <Cell cell={cell} isOnItsOwn={row.kind === "changed"} />
        </td>
      ))}
    </tr>
  );
}

const cellMaxChars = 500;
const cut = (text: string) => (text.length > cellMaxChars ? `${text.slice(0, cellMaxChars)}…` : text);

/** What stands in a cell, and stood there. In a row that came or went as a whole, its cells need no mark: `isOnItsOwn` is false. */
function Cell({ cell: { before, after }, isOnItsOwn }: { cell: CellChange; isOnItsOwn: boolean }) {
  if (before === after || !isOnItsOwn) return <ShownWords text={cut(after ?? before ?? "")} />;
  return (
    <>
      {before ? (
        <del>
          <ShownWords text={cut(before)} />
        </del>
      ) : null}
      {after ? (
        <ins>
          <ShownWords text={cut(after)} />
        </ins>
      ) : null}
    </>
  );
}
