import type { ReactNode } from "react";
import { StaticName } from "@/components/names/static-name";
import { NavLink } from "@/components/ui/nav-link";
import type { AroundCommit } from "@/lib/commits/around-commit";
import { formatCount } from "@/lib/format/count";
import { shortHash } from "@/lib/format/short-hash";
import type { RepoRefs } from "@/lib/git/refs";
import { refUrlNames } from "@/lib/reading/ref-url-names";
import { commitUrl, treeUrl } from "@/lib/routes";

interface CommitAroundProps {
  namespace: string;
  repo: string;
  refs: RepoRefs;
  /** Null while it is not known. */
  around: AroundCommit | null;
  /** This page, when it is; null where it cannot be. */
  askHref: string | null;
}

/** More are counted. */
const childrenMax = 8;
const namesMax = 6;

/** Rows of facts: the children of a commit, and the branches and tags that lead to it. */
export function CommitAround({ namespace, repo, refs, around, askHref }: CommitAroundProps) {
  if (around === null) {
    return (
      <div>
        <dt>Contained in</dt>
        <dd>
          {askHref === null ? (
            "Not known: the history of this repo could not be read"
          ) : (
            <NavLink href={askHref} scroll={false}>
              Look through the history
            </NavLink>
          )}
        </dd>
      </div>
    );
  }
  const { children, branches, tags, isWhole } = around;
  const names = refUrlNames(refs);
  const row = (title: string, items: readonly string[], max: number, draw: (item: string) => ReactNode) => (
    <div>
      <dt>{title}</dt>
      <dd>
        {items.length === 0 ? (isWhole ? "None" : "None that is known") : null}
        {items.slice(0, max).map(draw)}
        {items.length > max ? <span>and {formatCount(items.length - max)} more</span> : null}
        {items.length > 0 && !isWhole ? <span>and maybe more</span> : null}
      </dd>
    </div>
  );
  const link = (url: (name: string) => string) => (name: string) => (
    <NavLink key={name} href={treeUrl(namespace, repo, url(name))}>
      <StaticName>{name}</StaticName>
    </NavLink>
  );
  return (
    <>
      {row(children.length === 1 ? "Child" : "Children", children, childrenMax, (hash) => (
        <NavLink key={hash} href={commitUrl(namespace, repo, hash)} title={hash}>
          <code>{shortHash(hash)}</code>
        </NavLink>
      ))}
      {row("In branches", branches, namesMax, link(names.branch))}
      {tags.length === 0 && isWhole ? null : row("In tags", tags, namesMax, link(names.tag))}
    </>
  );
}
