import type { Metadata } from "next";
import { CloneCard } from "@/components/code/clone-card";
import { DirectoryView } from "@/components/code/directory-view";
import { EmptyRepo } from "@/components/code/empty-repo";
import { Page } from "@/components/shell/page";
import { countOf } from "@/lib/format/count";
import type { RepoRefs } from "@/lib/git/refs";
import { keepAnswer } from "@/lib/reading/keep-answer";
import type { NewestRef } from "@/lib/reading/newest-ref";
import { openRoot } from "@/lib/reading/open-path";
import type { OpenRepo } from "@/lib/reading/open-repo";
import { readDirectory } from "@/lib/reading/read-directory";
import { branchesUrl, tagsUrl, tokensUrl } from "@/lib/routes";
import { checkedRepoNames } from "../checked-names";
import { loadRepoPage } from "./load-repo-page";

type Props = PageProps<"/[namespace]/[repo]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { namespace, repo } = checkedRepoNames(await params);
  return { title: `${namespace}/${repo}` };
}

/** The Code page: the root of the default branch, with the README and the way to clone. */
export default async function RepoPage({ params }: Props) {
  const { namespace, repo: name } = checkedRepoNames(await params);
  return loadRepoPage("the repo", async () => {
    const place = await openRoot(namespace, name);
    const { repo } = place;
    const tokensHref = tokensUrl(namespace, repo.name);
    if ("closed" in place || place.entry.kind !== "tree") {
      return (
        <Page isRepoRoot>
          <EmptyRepo
            repo={repo.name}
            remote={repo.remote}
            defaultBranch={repo.default_branch}
            isReadOnly={repo.read_only}
            tokensHref={tokensHref}
            otherRefs={otherRefsOf(namespace, place)}
          />
        </Page>
      );
    }
    keepAnswer(namespace, name, place);
    const directory = await readDirectory(place);
    return (
      <Page isRepoRoot title={`Files of ${repo.name}`}>
        <DirectoryView
          namespace={namespace}
          place={place}
          directory={directory}
          now={Date.now()}
          notice={place.instead && whyInstead(place.refs, place.instead)}
          aside={<CloneCard remote={repo.remote} isReadOnly={repo.read_only} tokensHref={tokensHref} />}
        />
      </Page>
    );
  });
}

function whyInstead(
  { head, headHash, branches }: RepoRefs,
  { ref, label, lookedAt, count }: NewestRef,
): string {
  const hasOnlyTags = branches.length === 0;
  const why =
    headHash !== null
      ? `${head === null ? "HEAD" : `The default branch, ${head},`} leads to a commit that is missing.`
      : hasOnlyTags
        ? "This repo has no branches, only tags."
        : `The default branch${head === null ? "" : `, ${head},`} has no commits yet.`;
  const of = lookedAt < count ? ` of the ${lookedAt} that were looked at, of ${count}` : "";
  return `${why} This is ${label}, the ${ref.kind} with the newest commit${of}.`;
}

/** What there is beside commits: tags of files, notes and such. */
function otherRefsOf(namespace: string, { repo, refs }: OpenRepo): { href: string; label: string }[] {
  const named = refs.branches.length + refs.others.length;
  return [
    ...(named > 0 ? [{ href: branchesUrl(namespace, repo.name), label: countOf(named, "other ref") }] : []),
    ...(refs.tags.length > 0
      ? [{ href: tagsUrl(namespace, repo.name), label: countOf(refs.tags.length, "tag") }]
      : []),
  ];
}
