import { buttonClass } from "@/components/ui/button";
import { NavLink } from "@/components/ui/nav-link";
import { commitsUrl } from "@/lib/routes";

interface CommitPagerProps {
  namespace: string;
  repo: string;
  refName: string;
  page: number;
  messages: "open" | undefined;
  hasNext: boolean;
  isBeyondTheEnd: boolean;
}

export function CommitPager(props: CommitPagerProps) {
  const { namespace, repo, refName, page, messages, hasNext, isBeyondTheEnd } = props;
  if (page === 1 && !hasNext) return null;
  const href = (to: number) => commitsUrl(namespace, repo, refName, { page: to, messages });
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3 text-13 text-text-muted">
      <p>{isBeyondTheEnd ? `The history ends before page ${page}.` : `Page ${page}`}</p>
      <div className="flex gap-2">
        {page > 1 ? (
          <NavLink href={href(isBeyondTheEnd ? 1 : page - 1)} className={buttonClass({ size: "sm" })}>
            {isBeyondTheEnd ? "Newest" : "Newer"}
          </NavLink>
        ) : null}
        {hasNext ? (
          <NavLink href={href(page + 1)} className={buttonClass({ size: "sm" })}>
            Older
          </NavLink>
        ) : null}
      </div>
    </nav>
  );
}
