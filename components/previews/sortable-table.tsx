"use client";

import clsx from "clsx";
import { useMemo, useState } from "react";
import { HeaderCell } from "@/components/ui/data-table";

interface SortableTableProps {
  header: string[];
  rows: string[][];
}

type Sort = { column: number; direction: "asc" | "desc" } | null;

const number = /^\s*[-+]?(\d[\d,_ ]*)?\.?\d+(e[-+]?\d+)?\s*%?\s*$/i;
const numberOf = (cell: string) => (number.test(cell) ? Number.parseFloat(cell.replace(/[,_ ]/g, "")) : null);

/** Rows of text that a click on a column's name sorts: numbers as numbers, everything else by its letters. */
export function SortableTable({ header, rows }: SortableTableProps) {
  const [sort, setSort] = useState<Sort>(null);

  const isNumeric = useMemo(
    () =>
      header.map((_, column) => {
        const filled = rows.slice(0, 200).filter((row) => row[column]?.trim());
        return filled.length > 0 && filled.every((row) => number.test(row[column] ?? ""));
      }),
    [header, rows],
  );
  const sorted = useMemo(() => {
    const numbered = rows.map((cells, index) => ({ cells, index }));
    if (sort === null) return numbered;
    const { column, direction } = sort;
    const letters = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
    const sign = direction === "asc" ? 1 : -1;
    return numbered.sort((a, b) => {
      const [left = "", right = ""] = [a.cells[column], b.cells[column]];
      // Empty cells stand last, whichever way.
      if (left === "" || right === "") return Number(left === "") - Number(right === "");
      const [x, y] = [numberOf(left), numberOf(right)];
      if (x !== null && y !== null) return sign * (x - y);
      return sign * letters.compare(left, right);
    });
  }, [rows, sort]);

  const toggle = (column: number) => () =>
    setSort((now) => {
      if (now?.column !== column) return { column, direction: "asc" };
      return now.direction === "asc" ? { column, direction: "desc" } : null;
    });

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section aria-label="Table" tabIndex={0} className="max-h-[80dvh] overflow-auto bg-bg">
      <table className="border-separate border-spacing-0 text-left text-13">
        <thead>
          <tr>
            <HeaderCell>
              <span className="sr-only">Row</span>
            </HeaderCell>
            {header.map((name, column) => (
              <HeaderCell
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place; names may repeat
                key={column}
                className="whitespace-nowrap"
                align={isNumeric[column] ? "right" : "left"}
                sort={{
                  direction: sort?.column === column ? sort.direction : null,
                  onToggle: toggle(column),
                }}
              >
                {name.trim() === "" ? `Column ${column + 1}` : name}
              </HeaderCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ cells, index }) => (
            <tr key={index} className="csv-row">
              <th
                scope="row"
                className="tabular border-b px-3 py-1.5 pl-4 text-right font-normal text-text-muted"
              >
                {index + 1}
              </th>
              {cells.map((cell, column) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
                  key={column}
                  className={clsx(
                    "max-w-md border-b px-3 py-1.5 align-top [overflow-wrap:anywhere]",
                    isNumeric[column] ? "tabular text-right whitespace-nowrap" : "min-w-24",
                  )}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
