"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { createColumnHelper, tableFeatures, useTable } from "@tanstack/react-table";
import { KeyRound } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { BlankSlate } from "@/components/ui/blank-slate";
import { Button } from "@/components/ui/button";
import { Cell, HeaderCell, Row, Table, TableFrame } from "@/components/ui/data-table";
import { Failure } from "@/components/ui/failure";
import { Skeleton } from "@/components/ui/skeleton";
import { Timestamp } from "@/components/ui/timestamp";
import type { TokenInfo, TokenState } from "@/contract/tokens";
import { countOf } from "@/lib/format/count";
import { countdown } from "@/lib/format/duration";
import { describeTime } from "@/lib/format/time-ago";
import type { LabelledToken } from "@/lib/http/answers";
import { describeFailure } from "@/lib/queries/failure-words";
import { tokensQuery } from "@/lib/queries/tokens";
import { tokensUrl } from "@/lib/routes";
import { CreateTokenButton } from "./create-token-dialog";
import { RevokeTokenButton } from "./revoke-token-button";
import { parseTokenTableState, type TokenTableState, tokenStates, tokensQueryOf } from "./token-table-state";

const features = tableFeatures({});
const helper = createColumnHelper<typeof features, LabelledToken>();
const columns = helper.columns([
  helper.accessor("id", { header: "Token" }),
  helper.accessor("scope", { header: "Scope" }),
  helper.accessor("state", { header: "State" }),
  helper.accessor("created_at", { header: "Created" }),
  helper.accessor("expires_at", { header: "Expires" }),
  helper.display({ id: "actions", header: "" }),
]);
const noTokens: LabelledToken[] = [];

const columnClasses: Record<string, string> = {
  scope: "w-24 max-sm:hidden",
  state: "w-28 max-sm:hidden",
  created_at: "w-40 max-md:hidden",
  expires_at: "w-40",
  actions: "w-28",
};

const stateWords = { active: "Active", expired: "Expired", revoked: "Revoked", all: "All" } as const;
const stateTones: Record<TokenState, "success" | "neutral" | "danger"> = {
  active: "success",
  expired: "neutral",
  revoked: "danger",
};

interface TokenTableProps {
  namespace: string;
  repo: string;
  remote: string;
  now: number;
}

export function TokenTable({ namespace, repo, remote, now: initialNow }: TokenTableProps) {
  const router = useRouter();
  const params = useSearchParams();
  const state = parseTokenTableState((key) => params.get(key));
  const query = useQuery({
    ...tokensQuery(namespace, repo, tokensQueryOf(state)),
    placeholderData: keepPreviousData,
  });
  const now = useNow(initialNow);
  const table = useTable({
    features,
    columns,
    data: query.data?.tokens ?? noTokens,
    getRowId: (token) => token.id,
  });

  const show = (next: TokenTableState) => {
    const query = {
      state: next.state === "active" ? null : next.state,
      page: next.page > 1 ? next.page : null,
    };
    window.history.pushState(null, "", tokensUrl(namespace, repo, query));
  };
  const rows = table.getRowModel().rows;

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="mr-auto text-20 font-semibold">Tokens</h1>
        <fieldset className="flex rounded border border-border-strong/60 bg-bg-raised p-0.5 max-sm:order-last max-sm:w-full">
          <legend className="sr-only">Which tokens</legend>
          {tokenStates.map((value) => (
            <button
              key={value}
              type="button"
              aria-pressed={state.state === value}
              onClick={() => show({ state: value, page: 1 })}
              className="h-7 flex-1 rounded-sm px-2.5 text-13 text-text-muted transition-colors duration-150 hover:text-text aria-pressed:bg-accent-subtle aria-pressed:font-medium aria-pressed:text-accent-text pointer-coarse:h-11"
            >
              {stateWords[value]}
            </button>
          ))}
        </fieldset>
        <CreateTokenButton namespace={namespace} repo={repo} remote={remote} />
      </div>

      {query.isPending ? (
        <TokenTableSkeleton />
      ) : query.isError ? (
        <TableFrame>
          <Failure {...describeFailure(query.error, "the tokens")} onRetry={() => query.refetch()} />
        </TableFrame>
      ) : rows.length === 0 ? (
        <TableFrame>
          <BlankSlate
            icon={KeyRound}
            title={state.state === "all" ? "No tokens" : `No ${stateWords[state.state].toLowerCase()} tokens`}
          >
            {state.state === "active"
              ? "Nobody can clone from or push to this repo. Create a token to let someone in."
              : "Tokens appear here when they come into this state."}
          </BlankSlate>
        </TableFrame>
      ) : (
        <>
          <TableFrame busy={query.isPlaceholderData}>
            <Table label={`Tokens of ${repo}`}>
              <thead>
                {table.getHeaderGroups().map((group) => (
                  <tr key={group.id}>
                    {group.headers.map((header) => (
                      <HeaderCell key={header.id} className={columnClasses[header.column.id]}>
                        {header.column.id === "actions" ? (
                          <span className="sr-only">Actions</span>
                        ) : (
                          <table.FlexRender header={header} />
                        )}
                      </HeaderCell>
                    ))}
                  </tr>
                ))}
              </thead>
              <tbody>
                {rows.map((row) => (
                  <TokenRow
                    key={row.id}
                    token={row.original}
                    now={now}
                    action={
                      row.original.state === "active" ? (
                        <RevokeTokenButton
                          namespace={namespace}
                          repo={repo}
                          token={row.original}
                          onDone={() => router.refresh()}
                        />
                      ) : null
                    }
                  />
                ))}
              </tbody>
            </Table>
          </TableFrame>
          <div className="flex items-center justify-between gap-3 text-13 text-text-muted">
            <p role="status">
              {query.data.totalCount === null
                ? `Page ${state.page}`
                : countOf(query.data.totalCount, "token")}
              {query.data.totalCount !== null && query.data.totalPages > 1
                ? `, page ${state.page} of ${query.data.totalPages}`
                : ""}
            </p>
            <div className="flex gap-2">
              {state.page > 1 ? (
                <Button size="sm" onClick={() => show({ ...state, page: state.page - 1 })}>
                  Previous
                </Button>
              ) : null}
              {state.page < query.data.totalPages ? (
                <Button size="sm" onClick={() => show({ ...state, page: state.page + 1 })}>
                  Next
                </Button>
              ) : null}
            </div>
          </div>
        </>
      )}
    </div>
  );
}

/** The clock, ticking each second: a token that is about to end is counted down. */
function useNow(initial: number): number {
  const [now, setNow] = useState(initial);
  useEffect(() => {
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function TokenRow({ token, now, action }: { token: LabelledToken; now: number; action: ReactNode }) {
  const state = stateAt(token, now);
  const left = state === "active" ? countdown(token.expires_at, now) : null;
  return (
    <Row>
      <Cell className="max-w-0">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <code className="truncate text-12">{token.id}</code>
          {token.label ? <Badge title="Made by this dashboard, to read the refs">{token.label}</Badge> : null}
          <span className="contents sm:hidden">
            <ScopeBadge scope={token.scope} />
            {state === "active" ? null : <Badge tone={stateTones[state]}>{stateWords[state]}</Badge>}
          </span>
        </div>
      </Cell>
      <Cell className={columnClasses.scope}>
        <ScopeBadge scope={token.scope} />
      </Cell>
      <Cell className={columnClasses.state}>
        <Badge tone={stateTones[state]}>{stateWords[state]}</Badge>
      </Cell>
      <Cell className={`text-text-muted ${columnClasses.created_at}`}>
        <Timestamp {...describeTime(token.created_at, now)} />
      </Cell>
      <Cell className={`text-text-muted ${columnClasses.expires_at}`}>
        <Timestamp
          {...describeTime(token.expires_at, now)}
          {...(left === null ? {} : { relative: `in ${left}` })}
        />
      </Cell>
      <Cell className={columnClasses.actions} align="right">
        {state === "active" ? action : null}
      </Cell>
    </Row>
  );
}

/** A token that ran out since the list was fetched is expired on the page too. */
function stateAt(token: TokenInfo, now: number): TokenState {
  return token.state === "active" && Date.parse(token.expires_at) <= now ? "expired" : token.state;
}

function ScopeBadge({ scope }: { scope: TokenInfo["scope"] }) {
  return <Badge tone={scope === "write" ? "warning" : "info"}>{scope}</Badge>;
}

function TokenTableSkeleton() {
  return (
    <TableFrame busy>
      <div className="h-9 border-b bg-bg-subtle" />
      {["w-32", "w-36", "w-28"].map((width) => (
        <div key={width} className="flex h-10 items-center justify-between border-b px-4 last:border-b-0">
          <Skeleton className={width} />
          <Skeleton className="w-20" />
        </div>
      ))}
    </TableFrame>
  );
}
