"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { type ReactNode, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";
import { NavLink } from "@/components/ui/nav-link";
import { Skeleton } from "@/components/ui/skeleton";
import { walkLinks } from "@/components/ui/walk-links";
import { namespaceName } from "@/contract/names";
import type { NamespaceInfo } from "@/contract/namespaces";
import { countOf, formatCount } from "@/lib/format/count";
import { namespacesQuery } from "@/lib/queries/namespaces";
import { namespacesUrl, namespaceUrl } from "@/lib/routes";
import { describeFailure } from "@/lib/wire/describe-failure";

const itemClass =
  "flex items-center gap-2 rounded-sm px-2 py-1.5 text-13 hover:bg-bg-hover focus-visible:-outline-offset-2 pointer-coarse:min-h-11";

/** The namespaces, with a filter. Artifacts cannot search them: what is loaded is filtered, and it says so. */
export function NamespaceChoices({ current, onLeave }: { current: string; onLeave: () => void }) {
  const query = useInfiniteQuery(namespacesQuery());
  const [filter, setFilter] = useState("");
  const list = useRef<HTMLDivElement>(null);

  const loaded = query.data?.pages.flatMap((page) => page.namespaces) ?? [];
  const needle = filter.trim().toLowerCase();
  const matching = needle
    ? loaded.filter(({ namespace }) => namespace.toLowerCase().includes(needle))
    : loaded;
  const isLoaded = loaded.some(({ namespace }) => namespace.toLowerCase() === needle);
  // What is not loaded may still be there: a name is an address.
  const typed = namespaceName.safeParse(filter.trim());
  const unseen = query.hasNextPage && typed.success && !isLoaded ? typed.data : null;

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the input and the links inside
    <div onKeyDown={(event) => walkLinks(event, list.current, needle !== "")}>
      <div className="border-b p-2">
        <Input
          type="search"
          autoFocus
          aria-label="Filter namespaces"
          placeholder="Filter namespaces"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      </div>
      <div ref={list}>
        <div className="max-h-72 overflow-y-auto p-1">
          {query.isPending ? (
            ["w-32", "w-24", "w-40"].map((width) => (
              <div key={width} className={itemClass}>
                <Skeleton className={clsx(width, "my-1 ml-5.5")} />
              </div>
            ))
          ) : query.isError ? (
            <div role="alert" className="grid justify-items-start gap-2 p-2 text-13">
              <p>{describeFailure(query.error, "the namespaces").advice}</p>
              <Button size="sm" onClick={() => query.refetch()}>
                Try again
              </Button>
            </div>
          ) : (
            <>
              {matching.map((info) => (
                <NamespaceLink
                  key={info.namespace}
                  info={info}
                  isCurrent={info.namespace === current}
                  onLeave={onLeave}
                />
              ))}
              {matching.length === 0 && unseen === null ? (
                <p className="px-2 py-4 text-center text-13 text-text-muted">
                  {needle ? "Nothing matches." : "No namespaces yet."}
                </p>
              ) : null}
              {unseen !== null ? (
                <NavLink href={namespaceUrl(unseen)} onClick={onLeave} className={itemClass}>
                  <span className="ml-5.5">
                    Go to <strong className="font-medium">{unseen}</strong>
                  </span>
                </NavLink>
              ) : null}
              {query.hasNextPage ? (
                <MoreToLoad
                  isFiltered={needle !== ""}
                  loaded={loaded.length}
                  isLoading={query.isFetchingNextPage}
                  onLoad={() => query.fetchNextPage()}
                />
              ) : null}
            </>
          )}
        </div>
        <div className="grid border-t p-1">
          <FooterLink href={namespacesUrl({ all: 1 })} onClick={onLeave}>
            All namespaces
          </FooterLink>
          <FooterLink href={namespacesUrl({ all: 1, new: 1 })} onClick={onLeave}>
            New namespace
          </FooterLink>
        </div>
      </div>
    </div>
  );
}

interface NamespaceLinkProps {
  info: NamespaceInfo;
  isCurrent: boolean;
  onLeave: () => void;
}

function NamespaceLink({ info: { namespace, repo_count }, isCurrent, onLeave }: NamespaceLinkProps) {
  return (
    <NavLink
      href={namespaceUrl(namespace)}
      aria-current={isCurrent ? "true" : undefined}
      onClick={onLeave}
      className={itemClass}
    >
      <Icon name="check" size={14} className={clsx("shrink-0", !isCurrent && "invisible")} />
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{namespace}</span>
      <span className="tabular shrink-0 text-12 text-text-muted">{countOf(repo_count, "repo")}</span>
    </NavLink>
  );
}

interface MoreToLoadProps {
  isFiltered: boolean;
  loaded: number;
  isLoading: boolean;
  onLoad: () => void;
}

function MoreToLoad({ isFiltered, loaded, isLoading, onLoad }: MoreToLoadProps) {
  return (
    <div className="flex items-center gap-2 px-2 py-1.5 text-12 text-text-muted">
      <span className="flex-1">
        {isFiltered ? "Filtered are" : "These are"} the first {formatCount(loaded)}.
      </span>
      <Button size="sm" disabled={isLoading} onClick={onLoad}>
        {isLoading ? "Loading…" : "Load more"}
      </Button>
    </div>
  );
}

function FooterLink(props: { href: string; onClick: () => void; children: ReactNode }) {
  return <NavLink {...props} className={clsx(itemClass, "pl-7.5 text-text-muted hover:text-text")} />;
}
