import { dehydrate } from "@tanstack/react-query";
import type { Metadata } from "next";
import { RepoTable } from "@/components/repos/repo-table";
import { parseRepoTableState, reposQueryOf } from "@/components/repos/repo-table-state";
import { loadOrExplain } from "@/components/shell/load-or-explain";
import { Page } from "@/components/shell/page";
import { listRepos } from "@/lib/artifacts/repos";
import { HydrateQueries } from "@/lib/queries/hydrate-queries";
import { createQueryClient } from "@/lib/queries/query-client";
import { QueryProvider } from "@/lib/queries/query-provider";
import { reposQuery } from "@/lib/queries/repos";
import { failureOf } from "@/lib/wire/describe-failure";
import { checkedNames } from "./checked-names";

export async function generateMetadata({ params }: PageProps<"/[namespace]">): Promise<Metadata> {
  return { title: checkedNames(await params).namespace };
}

export default async function NamespacePage({ params, searchParams }: PageProps<"/[namespace]">) {
  const { namespace } = checkedNames(await params);
  const search = await searchParams;
  const readFrom = Date.now();
  return loadOrExplain("the repos", async () => {
    const query = reposQueryOf(parseRepoTableState((key) => search[key]));
    const client = createQueryClient();
    await client
      .fetchQuery({ ...reposQuery(namespace, query), queryFn: () => listRepos(namespace, query) })
      .catch((error: unknown) => {
        // A cursor from an old link: the table says so and leads to the first page.
        if (query.cursor === undefined || failureOf(error).kind !== "invalid") throw error;
      });
    return (
      <Page>
        <QueryProvider>
          <HydrateQueries state={dehydrate(client)} readFrom={readFrom}>
            <RepoTable namespace={namespace} now={Date.now()} />
          </HydrateQueries>
        </QueryProvider>
      </Page>
    );
  });
}
