"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { BlankSlate } from "@/components/ui/blank-slate";
import { Button, buttonClass } from "@/components/ui/button";
import { Cell, HeaderCell, Row, rowLinkClass, Table, TableFrame } from "@/components/ui/data-table";
import { Failure } from "@/components/ui/failure";
import { NavLink } from "@/components/ui/nav-link";
import { Skeleton } from "@/components/ui/skeleton";
import { Timestamp } from "@/components/ui/timestamp";
import { formatCount } from "@/lib/format/count";
import { describeTime } from "@/lib/format/time-ago";
import { namespacesQuery } from "@/lib/queries/namespaces";
import { namespacesUrl, namespaceUrl } from "@/lib/routes";
import { describeFailure } from "@/lib/wire/describe-failure";

/** `now` is the server's clock at the time of the page, so that both sides print the same words. */
export function NamespaceTable({ now }: { now: number }) {
  const query = useInfiniteQuery(namespacesQuery());

  if (query.isPending) return <NamespaceTableSkeleton />;
  if (query.isError) {
    return (
      <TableFrame>
        <Failure {...describeFailure(query.error, "the namespaces")} onRetry={() => query.refetch()} />
      </TableFrame>
    );
  }

  const namespaces = query.data.pages.flatMap((page) => page.namespaces);
  if (namespaces.length === 0) {
    return (
      <TableFrame>
        <BlankSlate
          icon="boxes"
          title="No namespaces yet"
          action={
            <NavLink href={namespacesUrl({ all: 1, new: 1 })} className={buttonClass()}>
              Create the first one
            </NavLink>
          }
        >
          A namespace comes into being with its first repo.
        </BlankSlate>
      </TableFrame>
    );
  }

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <TableFrame>
        <Table label="Namespaces">
          <thead>
            <tr>
              <HeaderCell>Namespace</HeaderCell>
              <HeaderCell align="right">Repos</HeaderCell>
              <HeaderCell className="max-sm:hidden sm:w-44">Created</HeaderCell>
              <HeaderCell className="max-sm:hidden sm:w-44">Updated</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {namespaces.map((namespace) => (
              <Row key={namespace.namespace}>
                <Cell className="font-medium [overflow-wrap:anywhere]">
                  <NavLink href={namespaceUrl(namespace.namespace)} className={rowLinkClass}>
                    {namespace.namespace}
                  </NavLink>
                </Cell>
                <Cell align="right">{formatCount(namespace.repo_count)}</Cell>
                <Cell className="text-text-muted max-sm:hidden">
                  <Timestamp {...describeTime(namespace.created_at, now)} />
                </Cell>
                <Cell className="text-text-muted max-sm:hidden">
                  <Timestamp {...describeTime(namespace.updated_at, now)} />
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </TableFrame>
      {query.hasNextPage ? (
        <Button
          className="justify-self-center"
          disabled={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? "Loading…" : "Show more namespaces"}
        </Button>
      ) : null}
    </div>
  );
}

function NamespaceTableSkeleton() {
  return (
    <TableFrame busy>
      {["w-32", "w-24", "w-40"].map((width) => (
        <div key={width} className="flex h-10 items-center border-b px-4 last:border-b-0">
          <Skeleton className={width} />
        </div>
      ))}
    </TableFrame>
  );
}
