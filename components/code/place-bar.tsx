import type { ReactNode } from "react";
import type { OpenPath } from "@/lib/artifacts/open-path";
import { shortHash } from "@/lib/format/short-hash";
import { blobUrl, commitsUrl, treeUrl } from "@/lib/routes";
import { PathCrumbs } from "./path-crumbs";
import { RefPicker } from "./ref-picker";

interface PlaceBarProps {
  namespace: string;
  place: Pick<OpenPath, "repo" | "refs" | "ref" | "path">;
  /** Which page of another ref the picker leads to. */
  kind: "tree" | "blob" | "commits";
  children?: ReactNode;
}

/** The ref one looks at, and the path below it. */
export function PlaceBar({ namespace, place, kind, children }: PlaceBarProps) {
  const { repo, refs, ref, path } = place;
  const hrefAt = (refName: string) => {
    if (kind === "commits") return commitsUrl(namespace, repo.name, refName);
    return (kind === "tree" ? treeUrl : blobUrl)(namespace, repo.name, refName, path);
  };
  const choice = ({ name }: { name: string }) => ({ name, href: hrefAt(name) });
  return (
    <div className="flex flex-wrap items-center gap-3">
      <RefPicker
        key={ref.name}
        current={{ kind: ref.kind, label: ref.kind === "commit" ? shortHash(ref.name) : ref.name }}
        branches={refs.branches.map(choice)}
        tags={refs.tags.map(choice)}
      />
      {path || kind === "blob" ? (
        <PathCrumbs namespace={namespace} repo={repo.name} refName={ref.name} path={path} />
      ) : null}
      {children}
    </div>
  );
}
