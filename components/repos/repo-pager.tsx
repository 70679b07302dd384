"use client";

import type { MouseEvent, ReactNode } from "react";
import { buttonClass } from "@/components/ui/button";
import { countOf, formatCount } from "@/lib/format/count";
import { namespaceUrl } from "@/lib/routes";
import { formatRepoTableState, type RepoTableState } from "./repo-table-state";

interface RepoPagerProps {
  namespace: string;
  state: RepoTableState;
  shown: number;
  total: number | null;
  /** Null on the last page. */
  nextCursor: string | null;
  /** Of the page before; undefined when it is not known. */
  previousCursor: string | null | undefined;
  /** What the links lead to is shown without leaving the page. */
  onShow: (state: RepoTableState) => void;
  isBusy: boolean;
  children?: ReactNode;
}

/** How many there are, as far as Artifacts reports, and real links to the pages before and after. */
export function RepoPager(props: RepoPagerProps) {
  const { namespace, state, shown, total, nextCursor, previousCursor, onShow, isBusy, children } = props;
  const linkTo = (to: RepoTableState) => ({
    href: namespaceUrl(namespace, formatRepoTableState(to)),
    "aria-disabled": isBusy || undefined,
    className: buttonClass({ size: "sm" }),
    onClick: (event: MouseEvent) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (!isBusy) onShow(to);
    },
  });
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 text-13 text-text-muted">
      <p role="status">{countWords(state, shown, total)}</p>
      <nav aria-label="Pages" className="flex flex-wrap gap-2">
        {children}
        {state.page === 1 ? null : previousCursor === undefined ? (
          <a {...linkTo(firstPageOf(state))}>First page</a>
        ) : (
          <a {...linkTo({ ...state, page: state.page - 1, cursor: previousCursor })}>Previous</a>
        )}
        {nextCursor === null ? null : (
          <a {...linkTo({ ...state, page: state.page + 1, cursor: nextCursor })}>Next</a>
        )}
      </nav>
    </div>
  );
}

export function firstPageOf(state: RepoTableState): RepoTableState {
  return { ...state, page: 1, cursor: null };
}

/** Exact where a total is known, honest where it is not. */
function countWords({ page, pageSize }: RepoTableState, shown: number, total: number | null): string {
  const first = (page - 1) * pageSize + 1;
  const last = first + shown - 1;
  const range = `${formatCount(first)}–${formatCount(last)}`;
  // A count that was taken before the list may be too small for it.
  if (total === null || total < last) return `${range}, and more`;
  return total === shown ? countOf(total, "repo") : `${range} of ${formatCount(total)}`;
}
