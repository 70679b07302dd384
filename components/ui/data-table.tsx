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

export function Table({ label, children }: { label: string; children: ReactNode }) {
  return (
    <table aria-label={label} className="w-full border-collapse text-left text-13">
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
    <th
      scope="col"
      aria-sort={ariaSort}
      className={clsx(
        "sticky top-0 z-10 h-9 border-b bg-bg-subtle px-3 text-12 font-medium text-text-muted first:pl-4 last:pr-4",
        align === "right" && "text-right",
        className,
      )}
    >
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
export function Row({ className, isSelected, ...rest }: ComponentProps<"tr"> & { isSelected?: boolean }) {
  return (
    <tr
      {...rest}
      data-selected={isSelected || undefined}
      className={clsx(
        "relative border-b transition-colors duration-100 last:border-b-0",
        isSelected ? "bg-accent-subtle" : "hover:bg-bg-hover has-[a:focus-visible]:bg-bg-hover",
        className,
      )}
    />
  );
}

export const rowLinkClass = "after:absolute after:inset-0 after:content-['']";

export function Cell({ className, align, ...rest }: ComponentProps<"td"> & { align?: "left" | "right" }) {
  return (
    <td
      {...rest}
      className={clsx(
        "h-10 px-3 py-1.5 align-middle first:pl-4 last:pr-4",
        align === "right" && "text-right",
        className,
      )}
    />
  );
}
