import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { loadOrExplain } from "@/components/shell/load-or-explain";
import { Page } from "@/components/shell/page";
import { TokenTable } from "@/components/tokens/token-table";
import { parseTokenTableState, tokensQueryOf } from "@/components/tokens/token-table-state";
import { loadRepo } from "@/lib/artifacts/open-repo";
import { listTokens } from "@/lib/artifacts/tokens";
import { createQueryClient } from "@/lib/queries/query-client";
import { tokensQuery } from "@/lib/queries/tokens";
import { checkedRepoNames } from "../../checked-names";

type Props = PageProps<"/[namespace]/[repo]/tokens">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { namespace, repo } = checkedRepoNames(await params);
  return { title: `Tokens · ${namespace}/${repo}` };
}

export default async function TokensPage({ params, searchParams }: Props) {
  const { namespace, repo: name } = checkedRepoNames(await params);
  const search = await searchParams;
  return loadOrExplain("the tokens", async () => {
    const query = tokensQueryOf(parseTokenTableState((key) => search[key]));
    const client = createQueryClient();
    const [repo] = await Promise.all([
      loadRepo(namespace, name),
      client.fetchQuery({
        ...tokensQuery(namespace, name, query),
        queryFn: () => listTokens(namespace, name, query),
      }),
    ]);
    return (
      <Page>
        <HydrationBoundary state={dehydrate(client)}>
          <TokenTable namespace={namespace} repo={name} remote={repo.remote} now={Date.now()} />
        </HydrationBoundary>
      </Page>
    );
  });
}
