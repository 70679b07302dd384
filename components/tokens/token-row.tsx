"use client";

import type { ChangeEvent, ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Icon } from "@/components/ui/icon";
import { Timestamp } from "@/components/ui/timestamp";
import type { TokenInfo, TokenState } from "@/contract/tokens";
import { countdown } from "@/lib/format/duration";
import { describeTime } from "@/lib/format/time-ago";
import { initialOf, initialReasons, initialWords } from "@/lib/tokens/token-origin";
import type { LabelledToken } from "@/lib/wire/answers";
import { stateAt } from "./token-list";

export const columnClasses: Record<string, string> = {
  scope: "scope",
  state: "state",
  created_at: "created",
  expires_at: "expires",
  actions: "acts",
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
  onBox: (event: ChangeEvent<HTMLInputElement>) => void;
  /** In the place of the button that asks for it. */
  menu: ReactNode;
}

/** The table listens for all rows: to the boxes, and to the buttons by their `data-act`. */
export function TokenRow({ token, repoCreatedAt, now, isSelected, onBox, menu }: TokenRowProps) {
  const state = stateAt(token, now);
  const isActive = state === "active";
  const left = isActive ? countdown(token.expires_at, now) : null;
  // A revoked token does not wait for its end, and Artifacts does not say when it was revoked.
  const expires =
    state === "revoked"
      ? null
      : {
          ...describeTime(token.expires_at, now),
          ...(left === null ? {} : { relative: `in ${left}` }),
        };
  return (
    <tr data-selected={isSelected || undefined}>
      <td className="pick">
        {isActive ? (
          <label>
            <input
              type="checkbox"
              aria-label={`Select token ${token.id}`}
              data-row-box=""
              checked={isSelected}
              onChange={onBox}
            />
          </label>
        ) : null}
      </td>
      <td className="name">
        <div>
          <code>{token.id}</code>
          <Origin token={token} repoCreatedAt={repoCreatedAt} />
          <span className="small">
            <ScopeBadge scope={token.scope} />
          </span>
          {isActive ? null : (
            <span className="medium">
              <Badge tone={stateTones[state]}>{stateWords[state]}</Badge>
            </span>
          )}
        </div>
        {token.purpose === null ? null : (
          <p className="purpose">
            <bdi>{token.purpose}</bdi>
          </p>
        )}
        {expires === null ? null : (
          <p className="when" suppressHydrationWarning>
            {`${isActive ? "Expires" : "Expired"} ${expires.relative}`}
          </p>
        )}
      </td>
      <td className="scope">
        <ScopeBadge scope={token.scope} />
      </td>
      <td className="state">
        <Badge tone={stateTones[state]}>{stateWords[state]}</Badge>
      </td>
      <td className="created">
        <Timestamp {...describeTime(token.created_at, now)} />
      </td>
      <td className="expires">{expires === null ? null : <Timestamp {...expires} />}</td>
      <td className="acts">
        {isActive ? (
          <div>
            <button type="button" data-act="revoke">
              Revoke<span className="sr-only">{` token ${token.id}`}</span>
            </button>
            {menu ?? (
              <button
                type="button"
                data-act="more"
                aria-haspopup="menu"
                aria-label={`More for token ${token.id}`}
              >
                <Icon name="ellipsis" />
              </button>
            )}
          </div>
        ) : null}
      </td>
    </tr>
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
