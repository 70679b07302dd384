import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { countOf } from "@/lib/format/count";
import type { OpenPath } from "@/lib/reading/open-path";
import { refNamesOf } from "@/lib/reading/ref-names";
import { branchesUrl, tagsUrl } from "@/lib/routes";
import { FilesButton } from "./files-button";
import { FindLinks } from "./find-links";
import { PathCrumbs } from "./path-crumbs";
import { RefPicker } from "./ref-picker";

interface PlaceBarProps {
  namespace: string;
  place: Pick<OpenPath, "repo" | "refs" | "ref" | "path" | "treeHash">;
  /** Which page of another ref the picker leads to. */
  kind: "tree" | "blob" | "commits" | "find" | "search";
  /** What such a page keeps in its query. */
  query?: Record<string, string | null>;
  children?: ReactNode;
}

/** The ref one looks at, and the path below it; at the root, the way to all refs. */
export function PlaceBar({ namespace, place, kind, query, children }: PlaceBarProps) {
  const { repo, refs, ref, path, treeHash } = place;
  const counts = { branches: refs.branches.length, tags: refs.tags.length };
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-2 print:hidden">
      {/* The name of the ref gives way: on a phone all of this is one line. */}
      <div className="flex min-w-0 flex-1 gap-x-2 xl:flex-none">
        <FilesButton />
        <RefPicker
          key={ref.name}
          icon={<Icon name={refIcons[ref.kind]} className="text-text-muted" />}
          namespace={namespace}
          repo={repo.name}
          current={{ kind: ref.kind, name: ref.name }}
          page={kind}
          query={query}
          path={path}
          counts={counts}
          names={counts.branches + counts.tags <= namesInPageMax ? refNamesOf(refs) : null}
        />
        {path || kind !== "tree" ? null : (
          <div className="flex shrink-0 text-13 text-text-muted max-md:hidden">
            <NavLink href={branchesUrl(namespace, repo.name)} className={countClass}>
              <Icon name="git-branch" />
              {countOf(counts.branches, "branch", "branches")}
            </NavLink>
            <NavLink href={tagsUrl(namespace, repo.name)} className={countClass}>
              <Icon name="tag" />
              {countOf(counts.tags, "tag")}
            </NavLink>
          </div>
        )}
      </div>
      {path && kind === "tree" ? (
        // A line of its own where the window leaves less than a line beside the buttons.
        <div className="min-w-0 flex-1 max-xl:order-last max-xl:basis-full">
          <PathCrumbs namespace={namespace} repo={repo.name} refName={ref.name} path={path} />
        </div>
      ) : null}
      <div className="ml-auto flex gap-2">
        <FindLinks
          namespace={namespace}
          repo={repo.name}
          refName={ref.name}
          treeHash={treeHash}
          current={kind}
        />
        {children}
      </div>
    </div>
  );
}

const refIcons = { branch: "git-branch", tag: "tag", commit: "git-commit-horizontal" } as const;

/** More names than these are asked for when the picker opens. */
const namesInPageMax = 200;

const countClass = "refs-count";
