"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { Tabs } from "radix-ui";
import { type KeyboardEvent, useRef, useState } from "react";
import { Name } from "@/components/names/name";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";
import { NavLink } from "@/components/ui/nav-link";
import { SkeletonLines } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/format/count";
import { refLabel } from "@/lib/format/ref-label";
import { refNamesQuery } from "@/lib/queries/refs";
import { blobUrl, branchesUrl, commitsUrl, findUrl, searchUrl, tagsUrl, treeUrl } from "@/lib/routes";
import type { RefNames } from "@/lib/wire/answers";
import { describeFailure } from "@/lib/wire/describe-failure";

export interface RefPlace {
  namespace: string;
  repo: string;
  current: { kind: "branch" | "tag" | "commit"; name: string };
  /** Which page of another ref the picker leads to, at which path. */
  page: "tree" | "blob" | "commits" | "find" | "search";
  /** What such a page keeps in its query. */
  query?: Record<string, string | null>;
  path: string;
  counts: { branches: number; tags: number };
  /** Where there are few. Otherwise they are asked for when the picker opens. */
  names: RefNames | null;
}

const kinds = ["branch", "tag"] as const;

/** How many are drawn at once; the filter finds the rest. */
const shownAtOnce = 100;

/** Branches and tags with a filter, each a link to the same place there. */
export function RefChoices(props: RefPlace & { close: () => void }) {
  const { namespace, repo, current, page, query, path, counts, names, close } = props;
  const [kind, setKind] = useState<"branch" | "tag">(current.kind === "tag" ? "tag" : "branch");
  const [filter, setFilter] = useState("");
  const box = useRef<HTMLDivElement>(null);
  const { data, error, refetch } = useQuery({
    ...refNamesQuery(namespace, repo),
    ...(names ? { initialData: names } : {}),
  });
  // Not deferred: Down and Enter take what fits the words of this moment.
  const needle = filter.trim().toLowerCase();

  const hrefAt = (name: string) => {
    if (page === "find") return findUrl(namespace, repo, name, query);
    if (page === "search") return searchUrl(namespace, repo, name, query);
    if (page === "commits") return commitsUrl(namespace, repo, name);
    return (page === "tree" ? treeUrl : blobUrl)(namespace, repo, name, path);
  };

  /** Arrows walk the links; from the filter, Down enters the list and Enter opens the first match. */
  const walk = (event: KeyboardEvent) => {
    const links = [...(box.current?.querySelectorAll<HTMLElement>("[role=tabpanel] a") ?? [])];
    const { activeElement } = document;
    const isInTabs = activeElement?.getAttribute("role") === "tab";
    const at = activeElement instanceof HTMLElement ? links.indexOf(activeElement) : -1;
    const input = box.current?.querySelector("input");
    if (event.key === "ArrowDown") links[Math.min(at + 1, links.length - 1)]?.focus();
    else if (event.key === "ArrowUp" && at === 0) input?.focus();
    else if (event.key === "ArrowUp" && at > 0) links[at - 1]?.focus();
    else if (event.key === "Home" && at >= 0) links[0]?.focus();
    else if (event.key === "End" && at >= 0) links.at(-1)?.focus();
    else if (event.key === "Enter" && at < 0 && !isInTabs && needle) links[0]?.click();
    else return;
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the input and the links inside
    <div ref={box} onKeyDown={walk}>
      <Tabs.Root value={kind} onValueChange={(value) => setKind(value === "tag" ? "tag" : "branch")}>
        <div className="grid gap-2 border-b p-2">
          <Input
            type="search"
            autoFocus
            aria-label={kind === "branch" ? "Filter branches" : "Filter tags"}
            placeholder={kind === "branch" ? "Filter branches" : "Filter tags"}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
          <Tabs.List aria-label="Kind of ref" className="flex gap-1">
            {kinds.map((value) => (
              <Tabs.Trigger
                key={value}
                value={value}
                className="h-7 flex-1 rounded-sm text-13 text-text-muted hover:text-text aria-selected:bg-accent-subtle aria-selected:font-medium aria-selected:text-accent-text pointer-coarse:h-11"
              >
                {value === "branch"
                  ? `Branches ${formatCount(counts.branches)}`
                  : `Tags ${formatCount(counts.tags)}`}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
        </div>
        {kinds.map((value) => (
          <Tabs.Content key={value} value={value} tabIndex={-1} className="max-h-72 overflow-y-auto p-1">
            {error ? (
              <div role="alert" className="grid justify-items-start gap-2 p-2 text-13 text-danger">
                {describeFailure(error, "the branches and tags").advice}
                <Button size="sm" onClick={() => void refetch()}>
                  Try again
                </Button>
              </div>
            ) : data === undefined ? (
              <SkeletonLines />
            ) : (
              <Matches
                kind={value}
                names={value === "branch" ? data.branches : data.tags}
                needle={needle}
                current={current}
                hrefAt={hrefAt}
                close={close}
              />
            )}
          </Tabs.Content>
        ))}
      </Tabs.Root>
      <NavLink
        href={(kind === "branch" ? branchesUrl : tagsUrl)(namespace, repo)}
        onClick={close}
        className="block border-t px-4 py-2 text-13 text-accent-text hover:bg-bg-hover focus-visible:-outline-offset-2 pointer-coarse:py-3"
      >
        {kind === "branch" ? "All branches" : "All tags"}
      </NavLink>
    </div>
  );
}

interface MatchesProps {
  kind: "branch" | "tag";
  names: readonly string[];
  needle: string;
  current: RefPlace["current"];
  hrefAt: (name: string) => string;
  close: () => void;
}

function Matches({ kind, names, needle, current, hrefAt, close }: MatchesProps) {
  const matching = needle ? names.filter((name) => name.toLowerCase().includes(needle)) : names;
  const shown = matching.slice(0, shownAtOnce);
  return (
    <>
      {shown.map((name) => {
        const isCurrent = kind === current.kind && refLabel(kind, name) === refLabel(kind, current.name);
        return (
          <NavLink
            key={name}
            href={hrefAt(name)}
            aria-current={isCurrent ? "true" : undefined}
            onClick={close}
            className="flex items-center gap-2 rounded-sm px-2 py-1.5 font-mono text-12 hover:bg-bg-hover focus-visible:-outline-offset-2 pointer-coarse:py-3.5"
          >
            <Icon name="check" size={14} className={clsx("shrink-0", !isCurrent && "invisible")} />
            <span className="own-box [overflow-wrap:anywhere]">
              <Name>{refLabel(kind, name)}</Name>
            </span>
          </NavLink>
        );
      })}
      {matching.length === 0 ? (
        <p className="px-2 py-6 text-center text-13 text-text-muted">
          {needle ? "Nothing matches." : kind === "branch" ? "No branches." : "No tags."}
        </p>
      ) : null}
      {matching.length > shown.length ? (
        <p className="px-2 py-2 text-12 text-text-muted">
          {shownAtOnce} of {formatCount(matching.length)} shown. Type to narrow them down.
        </p>
      ) : null}
    </>
  );
}
