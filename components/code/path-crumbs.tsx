import { CopyButton } from "@/components/ui/copy-button";
import { NavLink } from "@/components/ui/nav-link";
import { treeUrl } from "@/lib/routes";

interface PathCrumbsProps {
  namespace: string;
  repo: string;
  refName: string;
  path: string;
}

/** The way down to a directory or file; every part but the last leads back up. */
export function PathCrumbs({ namespace, repo, refName, path }: PathCrumbsProps) {
  const parts = path ? path.split("/") : [];
  const crumbs = [
    { name: repo, path: "" },
    ...parts.map((name, index) => ({ name, path: parts.slice(0, index + 1).join("/") })),
  ];
  return (
    <nav aria-label="Path" className="flex min-w-0 flex-1 basis-40 items-center gap-1">
      <ol className="flex min-w-0 flex-wrap items-center text-14">
        {crumbs.map((crumb, index) => {
          const isLast = index === crumbs.length - 1;
          return (
            <li key={crumb.path} className="flex min-w-0 items-center">
              {isLast ? (
                <span aria-current="location" className="font-medium [overflow-wrap:anywhere]">
                  {crumb.name}
                </span>
              ) : (
                <NavLink
                  href={treeUrl(namespace, repo, refName, crumb.path)}
                  className="rounded-sm text-accent-text [overflow-wrap:anywhere] hover:underline pointer-coarse:py-3"
                >
                  {crumb.name}
                </NavLink>
              )}
              {isLast ? null : (
                <span aria-hidden className="px-1 text-text-muted">
                  /
                </span>
              )}
            </li>
          );
        })}
      </ol>
      {path ? <CopyButton text={path} what="the path" /> : null}
    </nav>
  );
}
