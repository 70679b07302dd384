import clsx from "clsx";
import { MarkedPath } from "@/components/names/marked-path";
import { NavLink } from "@/components/ui/nav-link";
import type { RankedPath } from "@/lib/find/rank-paths";
import { blobUrl } from "@/lib/routes";
import { rememberFile } from "./recent-files";
import type { MatchOptions } from "./use-match-options";

interface MatchListProps {
  namespace: string;
  repo: string;
  refName: string;
  best: readonly RankedPath[];
  options: MatchOptions;
  /** Without JavaScript it is a plain list of links. */
  isLive: boolean;
  onChosen?: ((path: string) => void) | undefined;
  className: string;
}

/** Files whose paths match, the best first. The keys are those of the field above: the focus stays there. */
export function MatchList({
  namespace,
  repo,
  refName,
  best,
  options,
  isLive,
  onChosen,
  className,
}: MatchListProps) {
  return (
    <div
      ref={options.list}
      id={options.listId}
      {...(isLive ? { role: "listbox", "aria-label": "Files" } : {})}
      className={clsx(className, "bg-bg-raised")}
    >
      {best.map(({ path, marks }, at) => (
        <NavLink
          key={options.idOf(at)}
          id={options.idOf(at)}
          href={blobUrl(namespace, repo, refName, path)}
          {...(isLive ? { role: "option", tabIndex: -1, "aria-selected": at === options.activeAt } : {})}
          onMouseMove={() => options.point(at)}
          onClick={() => {
            rememberFile(namespace, repo, path);
            onChosen?.(path);
          }}
          className="flex min-h-9 items-center border-b px-4 py-1.5 last:border-b-0 aria-selected:bg-bg-hover aria-selected:shadow-[inset_2px_0_var(--accent)] pointer-coarse:min-h-11"
        >
          <MarkedPath path={path} marks={marks} />
        </NavLink>
      ))}
    </div>
  );
}
