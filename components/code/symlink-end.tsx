import { NavLink } from "@/components/ui/nav-link";
import type { Followed } from "@/lib/paths/follow-path";
import { blobUrl, treeUrl } from "@/lib/routes";

interface SymlinkEndProps {
  target: string;
  end: Followed;
  namespace: string;
  repo: string;
  refName: string;
}

/** Where a symlink leads inside the repo, or why nowhere. */
export function SymlinkEnd({ target, end, namespace, repo, refName }: SymlinkEndProps) {
  const written = <code className="text-12 [overflow-wrap:anywhere] text-text">{target}</code>;
  switch (end.kind) {
    case "found": {
      const urlOf = end.entry.kind === "tree" ? treeUrl : blobUrl;
      return (
        <>
          It points to {written}
          {end.linksFollowed > 1 ? `, and on over ${end.linksFollowed} links` : null}. It leads to{" "}
          <NavLink
            href={urlOf(namespace, repo, refName, end.path)}
            className="font-medium text-accent-text underline underline-offset-2 [overflow-wrap:anywhere]"
          >
            {end.path === "" ? "the root of the repo" : end.path}
          </NavLink>
          .
        </>
      );
    }
    case "missing":
      return (
        <>
          It points to {written}, but there is no{" "}
          <code className="text-12 [overflow-wrap:anywhere] text-text">{end.path}</code> at this place of the
          repo.
        </>
      );
    case "outside":
      return <>It points to {written}, which is outside of this repo.</>;
    case "absolute":
      return <>It points to {written}, a path from the root of a file system and not of this repo.</>;
    case "loop":
      return <>It points to {written}, and from there back to itself: it leads nowhere.</>;
    case "submodule":
      return <>It points to {written}, which is in a submodule: another repo.</>;
  }
}
