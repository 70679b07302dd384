import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { redirect } from "next/navigation";
import { NamespaceTable } from "@/components/namespaces/namespace-table";
import { CreateNamespaceButton } from "@/components/new-repo/create-namespace-button";
import { Page } from "@/components/shell/page";
import { listNamespaces } from "@/lib/artifacts/namespaces";
import { namespacesPerPage, namespacesQuery } from "@/lib/queries/namespaces";
import { createQueryClient } from "@/lib/queries/query-client";
import { QueryProvider } from "@/lib/queries/query-provider";
import { namespaceUrl } from "@/lib/routes";
import { loadPage } from "./load-page";

/** All namespaces; straight to the only one, unless `?all` asks for the list itself. */
export default async function NamespacesPage({ searchParams }: PageProps<"/">) {
  const { all } = await searchParams;
  return loadPage("the namespaces", async () => {
    const client = createQueryClient();
    const { pages } = await client.fetchInfiniteQuery({
      ...namespacesQuery(),
      queryFn: ({ pageParam }) =>
        listNamespaces({ limit: namespacesPerPage, cursor: pageParam ?? undefined }),
    });
    const [only, ...others] = pages.flatMap((page) => page.namespaces);
    if (all === undefined && only && others.length === 0 && !pages.at(-1)?.nextCursor) {
      redirect(namespaceUrl(only.namespace));
    }
    return (
      <Page>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <h1 className="text-20 font-semibold">Namespaces</h1>
            <QueryProvider>
              <CreateNamespaceButton />
            </QueryProvider>
          </div>
          <QueryProvider>
            {/* Not `HydrateQueries`: the browser may have more pages of the list than the first. */}
            <HydrationBoundary state={dehydrate(client)}>
              <NamespaceTable now={Date.now()} />
            </HydrationBoundary>
          </QueryProvider>
        </div>
      </Page>
    );
  });
}
