import type { MouseEvent } from "react";
import { buttonClass } from "@/components/ui/button";
import { formatCount } from "@/lib/format/count";
import { inventoryUrl } from "@/lib/routes";
import { formatInventoryView, type InventoryView, rowsPerPage } from "./inventory-view";

interface InventoryPagerProps {
  namespace: string;
  view: InventoryView;
  page: number;
  pages: number;
  total: number;
  onShow: (page: number) => void;
}

/** Which of the rows are on the page, and the ways to the others: real links. */
export function InventoryPager({ namespace, view, page, pages, total, onShow }: InventoryPagerProps) {
  if (pages === 1) return null;
  const linkTo = (to: number) => ({
    href: inventoryUrl(namespace, formatInventoryView({ ...view, page: to })),
    className: buttonClass({ size: "sm" }),
    onClick: (event: MouseEvent) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      onShow(to);
    },
  });
  const first = (page - 1) * rowsPerPage + 1;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 text-13 text-text-muted">
      <p className="tabular">
        {formatCount(first)}–{formatCount(Math.min(total, first + rowsPerPage - 1))} of {formatCount(total)}
      </p>
      <nav aria-label="Pages" className="flex flex-wrap gap-2">
        {page > 2 ? <a {...linkTo(1)}>First</a> : null}
        {page > 1 ? <a {...linkTo(page - 1)}>Previous</a> : null}
        {page < pages ? <a {...linkTo(page + 1)}>Next</a> : null}
        {page < pages - 1 ? <a {...linkTo(pages)}>Last</a> : null}
      </nav>
    </div>
  );
}
