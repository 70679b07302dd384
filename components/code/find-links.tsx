import clsx from "clsx";
import { Static } from "@/components/static/static";
import { buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { findUrl, searchUrl } from "@/lib/routes";

interface FindLinksProps {
  namespace: string;
  repo: string;
  refName: string;
  treeHash: string;
  /** The page one is on. */
  current: string;
}

/**
 * The two ways to a file whose place one does not know. The first is what the key `t` clicks; its data is what the dialog that opens
 * in its stead needs (`components/find/go-to-file-dialog.tsx`).
 */
export function FindLinks(props: FindLinksProps) {
  const { namespace, repo, refName, treeHash, current } = props;
  const of = ["find-links", namespace, repo, refName, treeHash, current];
  return <Static as="span" className="contents" of={of} draw={() => <Links {...props} />} />;
}

function Links({ namespace, repo, refName, treeHash, current }: FindLinksProps) {
  return (
    <nav aria-label="Find" className="flex gap-2">
      <NavLink
        href={findUrl(namespace, repo, refName)}
        data-key="t"
        data-ref={refName}
        data-tree={current === "find" ? undefined : treeHash}
        aria-current={current === "find" ? "page" : undefined}
        aria-keyshortcuts="t"
        title="Go to file"
        className={clsx(
          buttonClass({ size: "sm" }),
          "aria-[current]:bg-accent-subtle aria-[current]:text-accent-text",
        )}
      >
        <Icon name="file-search" />
        <span className="max-sm:sr-only">Go to file</span>
      </NavLink>
      <NavLink
        href={searchUrl(namespace, repo, refName)}
        title="Search in files"
        aria-current={current === "search" ? "page" : undefined}
        className={clsx(
          buttonClass({ size: "sm" }),
          "aria-[current]:bg-accent-subtle aria-[current]:text-accent-text",
        )}
      >
        <Icon name="text-search" />
        <span className="max-sm:sr-only">Search in files</span>
      </NavLink>
    </nav>
  );
}
