"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { usePathname, useSearchParams } from "next/navigation";
import { type KeyboardEvent, useRef, useState } from "react";
import { Failure } from "@/components/ui/failure";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";
import { NavLink } from "@/components/ui/nav-link";
import { Skeleton } from "@/components/ui/skeleton";
import { languagesQuery } from "@/lib/queries/languages";
import { describeFailure } from "@/lib/wire/describe-failure";
import type { FactListProps } from "./fact-list";

/** Every language there is, with a filter; the choice goes into the URL. */
export function LanguageList({ currentId, isChosen, onChosen }: FactListProps) {
  const languages = useQuery(languagesQuery());
  const [filter, setFilter] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const pathname = usePathname();
  const search = useSearchParams();

  const hrefFor = (id: string | null) => {
    const query = new URLSearchParams(search);
    query.delete("lang");
    if (id !== null) query.set("lang", id);
    // Colours are only seen in the code.
    if (query.has("view")) query.set("view", "code");
    return query.size > 0 ? `${pathname}?${query}` : pathname;
  };

  /** Arrows walk the links; from the filter, Down enters the list and Enter opens the first match. */
  const walk = (event: KeyboardEvent) => {
    const links: HTMLElement[] = [...(list.current?.querySelectorAll("a") ?? [])];
    const { activeElement } = document;
    const at = activeElement instanceof HTMLElement ? links.indexOf(activeElement) : -1;
    if (event.key === "ArrowDown") links[Math.min(at + 1, links.length - 1)]?.focus();
    else if (event.key === "ArrowUp" && at > 0) links[at - 1]?.focus();
    else if (event.key === "Enter" && at < 0 && filter.trim() !== "") links[0]?.click();
    else return;
    event.preventDefault();
  };

  const needle = filter.trim().toLowerCase();
  const matching = languages.data?.languages.filter(({ names }) =>
    names.some((name) => name.toLowerCase().includes(needle)),
  );
  const item = (id: string | null, title: string, isCurrent: boolean) => (
    <NavLink
      key={id}
      href={hrefFor(id)}
      scroll={false}
      aria-current={isCurrent ? "true" : undefined}
      onClick={onChosen}
      className="flex items-center gap-2 rounded-sm px-2 py-1.5 text-13 hover:bg-bg-hover focus-visible:-outline-offset-2 pointer-coarse:py-3"
    >
      <Icon name="check" size={14} className={clsx("shrink-0", !isCurrent && "invisible")} />
      {title}
    </NavLink>
  );

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the input and the links inside
    <div onKeyDown={walk}>
      <div className="border-b p-2">
        <Input
          type="search"
          autoFocus
          aria-label="Filter languages"
          placeholder="Filter languages"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      </div>
      <div ref={list} className="max-h-72 overflow-y-auto p-1">
        {languages.isPending ? (
          <div className="grid gap-3 p-3">
            <Skeleton className="w-40" />
            <Skeleton className="w-28" />
            <Skeleton className="w-36" />
          </div>
        ) : null}
        {languages.isError ? (
          <Failure
            {...describeFailure(languages.error, "the languages")}
            onRetry={() => languages.refetch()}
          />
        ) : null}
        {matching !== undefined && needle === "" ? item(null, "Detect by itself", !isChosen) : null}
        {matching?.map(({ id, names }) => item(id, names[0] ?? id, isChosen && id === currentId))}
        {matching?.length === 0 ? (
          <p className="px-2 py-6 text-center text-13 text-text-muted">Nothing matches.</p>
        ) : null}
      </div>
    </div>
  );
}
