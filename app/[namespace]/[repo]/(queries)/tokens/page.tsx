import { dehydrate } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ScanLink } from "@/components/leaks/scan-link";
import { Page } from "@/components/shell/page";
import { TokenTable } from "@/components/tokens/token-table";
import { parseTokenTableState, tokensQueryOf } from "@/components/tokens/token-table-state";
import { HydrateQueries } from "@/lib/queries/hydrate-queries";
import { createQueryClient } from "@/lib/queries/query-client";
import { allTokensQuery, collectTokens, tokensQuery, tokensSortedMax } from "@/lib/queries/tokens";
import { loadRepo } from "@/lib/reading/open-repo";
import { scanUrl } from "@/lib/routes";
import { listTokens } from "@/lib/tokens/list-tokens";
import { checkedRepoNames } from "../../../checked-names";
import { loadRepoPage } from "../../load-repo-page";

type Props = PageProps<"/[namespace]/[repo]/tokens">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { namespace, repo } = checkedRepoNames(await params);
  return { title: `Tokens · ${namespace}/${repo}` };
}

export default async function TokensPage({ params, searchParams }: Props) {
  const { namespace, repo: name } = checkedRepoNames(await params);
  const search = await searchParams;
  const readFrom = Date.now();
  return loadRepoPage("the tokens", async () => {
    const view = parseTokenTableState((key) => search[key]);
    const query = tokensQueryOf(view);
    const client = createQueryClient();
    const [repo, listed] = await Promise.all([
      loadRepo(namespace, name),
      client.fetchQuery({
        ...tokensQuery(namespace, name, query),
        queryFn: () => listTokens(namespace, name, query),
      }),
    ]);
    if (view.sort !== null && listed.totalCount !== null && listed.totalCount <= tokensSortedMax) {
      await client.fetchQuery({
        ...allTokensQuery(namespace, name, view.state),
        queryFn: () =>
          collectTokens((page) => listTokens(namespace, name, { state: view.state, per_page: 100, page })),
      });
    }
    return (
      <Page>
        <HydrateQueries state={dehydrate(client)} readFrom={readFrom}>
          <TokenTable
            namespace={namespace}
            repo={name}
            remote={repo.remote}
            repoCreatedAt={repo.created_at}
            now={Date.now()}
          />
        </HydrateQueries>
        <div className="mt-6">
          <ScanLink href={scanUrl(namespace, name)} what="the files and the history of this repo" />
        </div>
      </Page>
    );
  });
}
