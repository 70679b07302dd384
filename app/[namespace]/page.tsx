import { dehydrate, type QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { RepoTable } from "@/components/repos/repo-table";
import { parseRepoTableState, reposQueryOf } from "@/components/repos/repo-table-state";
import { Page } from "@/components/shell/page";
import { getNamespace } from "@/lib/artifacts/namespaces";
import { listRepos } from "@/lib/artifacts/repos";
import { setPageStatus } from "@/lib/http/page-status";
import { HydrateQueries } from "@/lib/queries/hydrate-queries";
import { namespaceQuery } from "@/lib/queries/namespaces";
import { createQueryClient } from "@/lib/queries/query-client";
import { QueryProvider } from "@/lib/queries/query-provider";
import { reposQuery } from "@/lib/queries/repos";
import { failureOf } from "@/lib/wire/describe-failure";
import { loadPage } from "../load-page";
import { checkedNames } from "./checked-names";

export async function generateMetadata({ params }: PageProps<"/[namespace]">): Promise<Metadata> {
  return { title: checkedNames(await params).namespace };
}

/** An empty list says nothing of its namespace: one that does not exist has it too. The table says so, and the status here. */
async function askWhetherThere(client: QueryClient, namespace: string): Promise<void> {
  const queryFn = () =>
    getNamespace(namespace).catch((error: unknown) => {
      if (failureOf(error).kind === "not-found") return null;
      throw error;
    });
  // Where that is not answered, the list that was is shown as it is.
  const found = await client.fetchQuery({ ...namespaceQuery(namespace), queryFn }).catch(() => undefined);
  if (found === null) setPageStatus(404);
}

export default async function NamespacePage({ params, searchParams }: PageProps<"/[namespace]">) {
  const { namespace } = checkedNames(await params);
  const search = await searchParams;
  const readFrom = Date.now();
  return loadPage("the repos", async () => {
    const query = reposQueryOf(parseRepoTableState((key) => search[key]));
    const client = createQueryClient();
    const page = await client
      .fetchQuery({ ...reposQuery(namespace, query), queryFn: () => listRepos(namespace, query) })
      .catch((error: unknown) => {
        // A cursor from an old link: the table says so and leads to the first page.
        if (query.cursor === undefined || failureOf(error).kind !== "invalid") throw error;
      });
    if (page?.repos.length === 0) await askWhetherThere(client, namespace);
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
