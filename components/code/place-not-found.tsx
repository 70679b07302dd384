"use client";

import { useParams } from "next/navigation";
import { BlankSlate } from "@/components/ui/blank-slate";
import { buttonClass } from "@/components/ui/button";
import { NavLink } from "@/components/ui/nav-link";
import { formatCount } from "@/lib/format/count";
import { repoUrl } from "@/lib/routes";
import { shortHashIn, shortHashSearch } from "@/lib/wire/short-hash-search";

const { headCommits, tipCommits, otherTips } = shortHashSearch;

/** For an address inside a repo that leads nowhere, or nowhere any more. */
export function PlaceNotFound() {
  const { namespace, repo, path, ref } = useParams<{
    namespace: string;
    repo: string;
    path?: string[];
    ref?: string[];
  }>();
  const digits = shortHashIn((path ?? ref)?.[0]);
  return (
    <BlankSlate
      isPage
      icon="file-question-mark"
      title="No such branch, tag, commit or file"
      action={
        <NavLink href={repoUrl(namespace, repo)} className={buttonClass()}>
          Go to the default branch
        </NavLink>
      }
    >
      It may have been deleted, moved or renamed since the link was made.
      {digits === null
        ? null
        : ` As a short hash, ${digits} was looked for among the newest ${formatCount(headCommits)} commits of the default branch and ${tipCommits} each of up to ${otherTips} other branches and tags; a whole hash opens any commit.`}
    </BlankSlate>
  );
}
