import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { Icon } from "./icon";

/** The frame every table stands in: a border, rounded, header that stays in sight. */
export function TableFrame({ children, busy }: { children: ReactNode; busy?: boolean }) {
  return (
    <div
      aria-busy={busy}
      className={clsx(
        "overflow-clip rounded-lg border bg-bg-raised transition-opacity duration-150",
        busy && "opacity-60",
      )}
    >
      {children}
    </div>
  );
}

interface TableProps {
  label: string;
  /** Which widths its columns have. */
  columns?: "repos" | "tokens" | "inventory";
  isCompact?: boolean;
  children: ReactNode;
}

/**
 * Drawn by the style sheet (`app/tables.css`): a list of classes on each cell would be most of the page. Its links open as
 * `NavLink`s do.
 */
export function Table({ label, columns, isCompact = false, children }: TableProps) {
  return (
    <table aria-label={label} data-nav="" className={clsx("rows", columns, isCompact && "compact")}>
      {children}
    </table>
  );
}

/** How a column is sorted now, and what a click asks for. */
export interface Sorting {
  direction: "asc" | "desc" | null;
  onToggle: () => void;
}

interface HeaderCellProps {
  children?: ReactNode;
  className?: string;
  align?: "left" | "right";
  /** Given when the column can be sorted. */
  sort?: Sorting | undefined;
}

export function HeaderCell({ children, className, align = "left", sort }: HeaderCellProps) {
  const ariaSort = sort?.direction ? (sort.direction === "asc" ? "ascending" : "descending") : undefined;
  return (
    <th scope="col" aria-sort={ariaSort} className={clsx("th", align === "right" && "text-right", className)}>
      {sort ? (
        <button
          type="button"
          onClick={sort.onToggle}
          className={clsx(
            "group -mx-1 inline-flex h-7 items-center gap-1 rounded-sm px-1 hover:text-text",
            sort.direction && "text-text",
          )}
        >
          {children}
          <Icon
            name={sort.direction === "asc" ? "arrow-up" : "arrow-down"}
            size={12}
            className={clsx(
              !sort.direction && "opacity-0 group-hover:opacity-50 group-focus-visible:opacity-50",
            )}
          />
        </button>
      ) : (
        children
      )}
    </th>
  );
}

/** A row that can be clicked as a whole: put `rowLinkClass` on the one real link in it. */
export function Row({ isSelected, ...rest }: ComponentProps<"tr"> & { isSelected?: boolean }) {
  return <tr {...rest} data-selected={isSelected || undefined} />;
}

export const rowLinkClass = "row-link";

export function Cell({ className, align, ...rest }: ComponentProps<"td"> & { align?: "left" | "right" }) {
  return <td {...rest} className={clsx(className, align === "right" && "text-right") || undefined} />;
}
