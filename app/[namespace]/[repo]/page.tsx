import type { Metadata } from "next";
import { CloneCard } from "@/components/code/clone-card";
import { DirectoryView } from "@/components/code/directory-view";
import { EmptyRepo } from "@/components/code/empty-repo";
import { loadOrExplain } from "@/components/shell/load-or-explain";
import { Page } from "@/components/shell/page";
import { openRoot } from "@/lib/reading/open-path";
import { readDirectory } from "@/lib/reading/read-directory";
import { tokensUrl } from "@/lib/routes";
import { checkedRepoNames } from "../checked-names";

type Props = PageProps<"/[namespace]/[repo]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { namespace, repo } = checkedRepoNames(await params);
  return { title: `${namespace}/${repo}` };
}

/** The Code page: the root of the default branch, with the README and the way to clone. */
export default async function RepoPage({ params }: Props) {
  const { namespace, repo: name } = checkedRepoNames(await params);
  return loadOrExplain("the repo", async () => {
    const place = await openRoot(namespace, name);
    const { repo } = place;
    const tokensHref = tokensUrl(namespace, repo.name);
    if ("closed" in place || place.entry.kind !== "tree") {
      return (
        <Page>
          <EmptyRepo
            repo={repo.name}
            remote={repo.remote}
            defaultBranch={repo.default_branch}
            tokensHref={tokensHref}
          />
        </Page>
      );
    }
    const directory = await readDirectory(place);
    return (
      <Page>
        <DirectoryView
          namespace={namespace}
          place={place}
          directory={directory}
          now={Date.now()}
          notice={
            place.refs.headHash === null && place.refs.head !== place.ref.name
              ? `The default branch, ${repo.default_branch}, has no commits yet. This is ${place.ref.name}.`
              : null
          }
          aside={<CloneCard remote={repo.remote} tokensHref={tokensHref} />}
        />
      </Page>
    );
  });
}
