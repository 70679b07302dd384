import clsx from "clsx";
import { Name } from "@/components/names/name";
import { CopyButton } from "@/components/ui/copy-button";
import { NavLink } from "@/components/ui/nav-link";
import { treeUrl } from "@/lib/routes";

interface PathCrumbsProps {
  namespace: string;
  repo: string;
  refName: string;
  path: string;
  /** At the head of a file, which stays in sight: two lines at most, the end of a longer path in view. */
  isFile?: boolean;
}

/** The way down to a directory or file; every part but the last leads back up. */
export function PathCrumbs({ namespace, repo, refName, path, isFile }: PathCrumbsProps) {
  const parts = path ? path.split("/") : [];
  const crumbs = [
    { name: repo, path: "" },
    ...parts.map((name, index) => ({ name, path: parts.slice(0, index + 1).join("/") })),
  ];
  return (
    <nav
      aria-label="Path"
      className={clsx(
        "min-h-8 min-w-0 py-1 text-14 leading-6 [overflow-wrap:anywhere]",
        isFile && "flex max-h-14 flex-col-reverse overflow-y-auto pointer-coarse:max-h-16",
      )}
    >
      <div>
        {/* Text that wraps as such: between long names the slashes stay beside them. */}
        <ol className="inline">
          {crumbs.map((crumb, index) => {
            const isLast = index === crumbs.length - 1;
            return (
              <li key={crumb.path} className="own-box path-item">
                {isLast ? (
                  <span
                    aria-current="location"
                    className="inline-block max-w-full font-medium pointer-coarse:py-3"
                  >
                    <Name>{crumb.name}</Name>
                  </span>
                ) : (
                  <NavLink href={treeUrl(namespace, repo, refName, crumb.path)} className="path-part">
                    <Name>{crumb.name}</Name>
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
        {path ? (
          <CopyButton
            text={path}
            what="the path"
            action="Copy the path"
            className="-my-2 ml-1 inline-flex align-middle"
          />
        ) : null}
      </div>
    </nav>
  );
}
