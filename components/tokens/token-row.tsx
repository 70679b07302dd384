"use client";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Cell, Row } from "@/components/ui/data-table";
import { Icon } from "@/components/ui/icon";
import { Menu, MenuItem } from "@/components/ui/menu";
import { SelectBox } from "@/components/ui/select-box";
import { Timestamp } from "@/components/ui/timestamp";
import type { TokenInfo, TokenState } from "@/contract/tokens";
import { countdown } from "@/lib/format/duration";
import { describeTime } from "@/lib/format/time-ago";
import { initialOf, initialReasons, initialWords } from "@/lib/tokens/token-origin";
import type { LabelledToken } from "@/lib/wire/answers";
import { stateAt } from "./token-list";

export const columnClasses: Record<string, string> = {
  scope: "w-24 max-sm:hidden",
  state: "w-28 max-md:hidden",
  created_at: "w-36 max-md:hidden",
  expires_at: "w-36 max-sm:hidden",
  actions: "w-36 max-sm:w-14",
};

export const stateWords = { active: "Active", expired: "Expired", revoked: "Revoked", all: "All" } as const;
const stateTones: Record<TokenState, "success" | "neutral" | "danger"> = {
  active: "success",
  expired: "neutral",
  revoked: "danger",
};

interface TokenRowProps {
  token: LabelledToken;
  repoCreatedAt: string;
  now: number;
  isSelected: boolean;
  onSelect: (isSelected: boolean, isRange: boolean) => void;
  onRevoke: () => void;
  onRotate: () => void;
}

export function TokenRow({ token, repoCreatedAt, now, isSelected, onSelect, ...acts }: TokenRowProps) {
  const state = stateAt(token, now);
  const left = state === "active" ? countdown(token.expires_at, now) : null;
  // A revoked token does not wait for its end, and Artifacts does not say when it was revoked.
  const expires =
    state === "revoked"
      ? null
      : {
          ...describeTime(token.expires_at, now),
          ...(left === null ? {} : { relative: `in ${left}` }),
        };
  return (
    <Row isSelected={isSelected}>
      <Cell className="w-10 pointer-coarse:h-11">
        {state === "active" ? (
          <SelectBox label={`Select token ${token.id}`} checked={isSelected} onChange={onSelect} />
        ) : null}
      </Cell>
      <Cell className="max-w-0">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <code className="truncate text-12">{token.id}</code>
          <Origin token={token} repoCreatedAt={repoCreatedAt} />
          <span className="contents sm:hidden">
            <ScopeBadge scope={token.scope} />
          </span>
          {state === "active" ? null : (
            <span className="contents md:hidden">
              <Badge tone={stateTones[state]}>{stateWords[state]}</Badge>
            </span>
          )}
        </div>
        {token.purpose === null ? null : (
          <p className="text-12 [overflow-wrap:anywhere]">
            <bdi>{token.purpose}</bdi>
          </p>
        )}
        {expires === null ? null : (
          <p className="text-12 text-text-muted sm:hidden">
            {state === "active" ? "Expires" : "Expired"} <Timestamp {...expires} />
          </p>
        )}
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
        {expires === null ? null : <Timestamp {...expires} />}
      </Cell>
      <Cell className={columnClasses.actions} align="right">
        {state === "active" ? <Actions token={token} {...acts} /> : null}
      </Cell>
    </Row>
  );
}

function Actions({ token, onRevoke, onRotate }: Pick<TokenRowProps, "token" | "onRevoke" | "onRotate">) {
  return (
    <span className="inline-flex items-center gap-1">
      <Button variant="danger-quiet" size="sm" onClick={onRevoke} className="max-sm:hidden">
        Revoke<span className="sr-only"> token {token.id}</span>
      </Button>
      <Menu
        trigger={
          <Button variant="ghost" size="icon" aria-label={`More for token ${token.id}`}>
            <Icon name="ellipsis" />
          </Button>
        }
      >
        {token.label === "dashboard" ? null : <MenuItem onChoose={onRotate}>Rotate…</MenuItem>}
        <MenuItem onChoose={() => void navigator.clipboard.writeText(token.id).catch(() => undefined)}>
          Copy its id
        </MenuItem>
        <MenuItem tone="danger" onChoose={onRevoke}>
          Revoke…
        </MenuItem>
      </Menu>
    </span>
  );
}

/** Where it comes from, as far as it is known. */
function Origin({ token, repoCreatedAt }: Pick<TokenRowProps, "token" | "repoCreatedAt">) {
  if (token.label === "dashboard") {
    return <Badge title="Made by this dashboard, to read the refs">dashboard</Badge>;
  }
  const initial = initialOf(token, repoCreatedAt);
  return initial === null ? null : <Badge title={initialReasons[initial]}>{initialWords[initial]}</Badge>;
}

function ScopeBadge({ scope }: { scope: TokenInfo["scope"] }) {
  return <Badge tone={scope === "write" ? "warning" : "info"}>{scope}</Badge>;
}
