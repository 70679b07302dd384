import { buttonClass } from "@/components/ui/button";
import { NavLink } from "@/components/ui/nav-link";
import { formatCount } from "@/lib/format/count";

interface RefsPagerProps {
  page: number;
  pageCount: number;
  href: (page: number) => string;
}

export function RefsPager({ page, pageCount, href }: RefsPagerProps) {
  if (pageCount === 1) return null;
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3 text-13 text-text-muted">
      <p>
        Page {formatCount(page)} of {formatCount(pageCount)}
      </p>
      <div className="flex gap-2">
        {page > 1 ? (
          <NavLink href={href(page - 1)} className={buttonClass({ size: "sm" })}>
            Previous
          </NavLink>
        ) : null}
        {page < pageCount ? (
          <NavLink href={href(page + 1)} className={buttonClass({ size: "sm" })}>
            Next
          </NavLink>
        ) : null}
      </div>
    </nav>
  );
}
