import type { Metadata } from "next";
import { RefList } from "@/components/refs/ref-list";
import { RefsPager } from "@/components/refs/refs-pager";
import { RefsView } from "@/components/refs/refs-view";
import { Page } from "@/components/shell/page";
import { readBranchesPage, readOtherRefsPage } from "@/lib/reading/list-refs-page";
import { openRepo } from "@/lib/reading/open-repo";
import { branchesUrl } from "@/lib/routes";
import { refsQuery } from "@/lib/wire/refs-query";
import { checkedRepoNames } from "../../../checked-names";
import { loadRepoPage } from "../../load-repo-page";

type Props = PageProps<"/[namespace]/[repo]/branches">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { namespace, repo } = checkedRepoNames(await params);
  return { title: `Branches · ${namespace}/${repo}` };
}

export default async function BranchesPage({ params, searchParams }: Props) {
  const { namespace, repo: name } = checkedRepoNames(await params);
  const { q, page, others } = refsQuery.parse(await searchParams);
  return loadRepoPage("the branches", async () => {
    const opened = await openRepo(namespace, name);
    const branches = await readBranchesPage(opened, { filter: q, page });
    const other = readOtherRefsPage(opened, { filter: q, page: others });
    const { repo, refs } = opened;
    const now = Date.now();
    return (
      <Page title="Branches">
        <RefsView
          namespace={namespace}
          repo={repo.name}
          current="branches"
          counts={{ branches: refs.branches.length, tags: refs.tags.length }}
          filter={q}
          list={branches}
          now={now}
        >
          {other.count > 0 ? (
            <section aria-labelledby="others" className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-3">
              <div>
                <h2 id="others" className="text-14 font-semibold">
                  Other refs
                </h2>
                <p className="text-13 text-text-muted">
                  Notes and whatever else programs keep beside branches and tags. They are opened by their
                  commit.
                </p>
              </div>
              <RefList
                key={`${q} ${other.page}`}
                namespace={namespace}
                repo={repo.name}
                kind="other"
                rows={other.rows}
                base={null}
                facts={other.facts}
                notes={null}
                now={now}
              />
              <RefsPager
                page={other.page}
                pageCount={other.pageCount}
                href={(to) => branchesUrl(namespace, repo.name, { q, page, others: to })}
              />
            </section>
          ) : null}
        </RefsView>
      </Page>
    );
  });
}
