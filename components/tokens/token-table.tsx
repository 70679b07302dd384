"use client";

import clsx from "clsx";
import { type KeyboardEvent, type MouseEvent, useState } from "react";
import { Table, TableFrame } from "@/components/ui/data-table";
import { Failure } from "@/components/ui/failure";
import { TableSkeleton } from "@/components/ui/table-skeleton";
import { useNow } from "@/components/ui/use-now";
import type { LabelledToken } from "@/lib/wire/answers";
import { describeFailure } from "@/lib/wire/describe-failure";
import { CreateTokenButton } from "./create-token-button";
import { LazyTokenBulkBar } from "./lazy-token-bulk-bar";
import { LazyRevokeTokenDialog, LazyRotateTokenDialog } from "./lazy-token-dialogs";
import { LazyTokenMenu } from "./lazy-token-menu";
import { NoTokens } from "./no-tokens";
import { TokenHeaderRow } from "./token-header-row";
import { TokenPager } from "./token-pager";
import { TokenRow } from "./token-row";
import { TokenStateChoice } from "./token-state-choice";
import { useTokenList } from "./use-token-list";
import { useTokenSelection } from "./use-token-selection";

interface TokenTableProps {
  namespace: string;
  repo: string;
  remote: string;
  repoCreatedAt: string;
  now: number;
}

export function TokenTable({ namespace, repo, remote, repoCreatedAt, now: initialNow }: TokenTableProps) {
  const list = useTokenList(namespace, repo);
  const { state, query, tokens, isSettled, show } = list;
  const now = useNow(initialNow);
  const [acting, setActing] = useState<{ kind: "revoke" | "rotate"; token: LabelledToken } | null>(null);
  const [menu, setMenu] = useState<{ of: string; wasKey: boolean } | null>(null);
  const [isBulkBusy, setBulkBusy] = useState(false);
  const selection = useTokenSelection(tokens, {
    view: list.view,
    now,
    isPaused: isBulkBusy || !isSettled,
  });
  const { selected } = selection;
  const acts = actsOf(tokens, (token, act, wasKey) => {
    if (act === "more") setMenu({ of: token.id, wasKey });
    else setActing({ kind: "revoke", token });
  });

  return (
    <div
      // The bar of what is selected lies over the end of the page.
      className={clsx("grid grid-cols-[minmax(0,1fr)] gap-4", selected.size > 0 && "pb-28")}
    >
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="mr-auto text-20 font-semibold">Tokens</h1>
        <TokenStateChoice
          value={state.state}
          onChange={(value) => show({ ...state, state: value, page: 1 })}
        />
        <CreateTokenButton namespace={namespace} repo={repo} remote={remote} />
      </div>

      <p role="status" className="text-13 text-text-muted empty:hidden">
        {selection.lost}
      </p>

      {query.isPending ? (
        <TableSkeleton widths={["w-32", "w-36", "w-28"]} lastWidth="w-20" />
      ) : query.isError ? (
        <TableFrame>
          <Failure {...describeFailure(query.error, "the tokens")} onRetry={() => query.refetch()} />
        </TableFrame>
      ) : tokens.length === 0 ? (
        <TableFrame>
          <NoTokens state={state} onFirstPage={() => show({ ...state, page: 1 })} />
        </TableFrame>
      ) : (
        <>
          <TableFrame busy={!isSettled}>
            <Table label={`Tokens of ${repo}`} columns="tokens">
              <TokenHeaderRow
                list={list}
                selectableCount={selection.selectableCount}
                chosenCount={selection.chosenCount}
                onSelectPage={selection.selectPage}
              />
              <tbody {...acts}>
                {tokens.map((token) => (
                  <TokenRow
                    key={token.id}
                    token={token}
                    repoCreatedAt={repoCreatedAt}
                    now={now}
                    isSelected={selected.has(token.id)}
                    onBox={selection.selectBox}
                    menu={
                      menu?.of === token.id ? (
                        <LazyTokenMenu
                          token={token}
                          wasKey={menu.wasKey}
                          onRevoke={() => setActing({ kind: "revoke", token })}
                          onRotate={() => setActing({ kind: "rotate", token })}
                        />
                      ) : null
                    }
                  />
                ))}
              </tbody>
            </Table>
          </TableFrame>
          <TokenPager list={list} totalPages={query.data.totalPages} />
        </>
      )}

      {selected.size > 0 || isBulkBusy ? (
        <LazyTokenBulkBar
          namespace={namespace}
          repo={repo}
          selected={selected}
          onSelect={selection.selectOnly}
          onBusy={setBulkBusy}
        />
      ) : null}
      {/* Not in the row: the list moves as soon as a token is made, and a secret must not go with its row. */}
      {acting?.kind === "revoke" ? (
        <LazyRevokeTokenDialog
          namespace={namespace}
          repo={repo}
          token={acting.token}
          onClose={() => setActing(null)}
          onDone={() => setActing(null)}
        />
      ) : acting?.kind === "rotate" ? (
        <LazyRotateTokenDialog
          namespace={namespace}
          repo={repo}
          remote={remote}
          token={acting.token}
          now={now}
          onClose={() => setActing(null)}
        />
      ) : null}
    </div>
  );
}

type Act = (token: LabelledToken, act: string | undefined, wasKey: boolean) => void;

/** What the buttons of all rows do, by their `data-act`. */
function actsOf(tokens: readonly LabelledToken[], onAct: Act) {
  const start = (target: EventTarget, wasKey: boolean, only?: string) => {
    const button = target instanceof Element ? target.closest<HTMLElement>("[data-act]") : null;
    const token = tokens[button?.closest("tr")?.sectionRowIndex ?? -1];
    const act = button?.dataset.act;
    if (token === undefined || (only !== undefined && act !== only)) return false;
    onAct(token, act, wasKey);
    return true;
  };
  return {
    // A key on a button is a click without one.
    onClick: ({ target, detail }: MouseEvent) => void start(target, detail === 0),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === "ArrowDown" && start(event.target, true, "more")) event.preventDefault();
    },
  };
}
