import type { Metadata } from "next";
import { RefsView } from "@/components/refs/refs-view";
import { Page } from "@/components/shell/page";
import { readTagsPage } from "@/lib/reading/list-refs-page";
import { openRepo } from "@/lib/reading/open-repo";
import { refsQuery } from "@/lib/wire/refs-query";
import { checkedRepoNames } from "../../../checked-names";
import { loadRepoPage } from "../../load-repo-page";

type Props = PageProps<"/[namespace]/[repo]/tags">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { namespace, repo } = checkedRepoNames(await params);
  return { title: `Tags · ${namespace}/${repo}` };
}

export default async function TagsPage({ params, searchParams }: Props) {
  const { namespace, repo: name } = checkedRepoNames(await params);
  const { q, page } = refsQuery.parse(await searchParams);
  return loadRepoPage("the tags", async () => {
    const opened = await openRepo(namespace, name);
    const tags = await readTagsPage(opened, { filter: q, page });
    const { repo, refs } = opened;
    return (
      <Page title="Tags">
        <RefsView
          namespace={namespace}
          repo={repo.name}
          current="tags"
          counts={{ branches: refs.branches.length, tags: refs.tags.length }}
          filter={q}
          list={tags}
          now={Date.now()}
        />
      </Page>
    );
  });
}
