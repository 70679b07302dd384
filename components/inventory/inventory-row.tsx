"use client";

import { type ChangeEvent, memo } from "react";
import { Badge } from "@/components/ui/badge";
import { Timestamp } from "@/components/ui/timestamp";
import { countdown, formatDuration } from "@/lib/format/duration";
import { describeTime } from "@/lib/format/time-ago";
import { lifetimeSeconds } from "@/lib/inventory/lifetime";
import type { RatedToken, RiskLevel } from "@/lib/inventory/rate-risk";
import { tokensUrl } from "@/lib/routes";
import { initialReasons, initialWords } from "@/lib/tokens/token-origin";

/** On a phone the repo alone has a column; what else must be known stands below its name. */
export const columnClasses: Record<string, string> = {
  id: "id",
  scope: "scope",
  label: "label",
  created: "created",
  lifetime: "lifetime",
  expires: "expires",
  risk: "risk",
};

const riskTones: Record<RiskLevel, "danger" | "warning" | "neutral"> = {
  severe: "danger",
  high: "warning",
  medium: "neutral",
  low: "neutral",
};
const riskWords: Record<RiskLevel, string> = { severe: "Severe", high: "High", medium: "Medium", low: "Low" };

interface InventoryRowProps {
  namespace: string;
  token: RatedToken;
  /** It is no longer alive; its row stays until the table is drawn again, so that nothing moves. */
  end: "expired" | "gone" | null;
  isSelected: boolean;
  /** One for all rows. */
  onBox: (event: ChangeEvent<HTMLInputElement>) => void;
  now: number;
}

export const InventoryRow = memo(function InventoryRow({
  namespace,
  token,
  end,
  isSelected,
  onBox,
  now,
}: InventoryRowProps) {
  const left = countdown(new Date(token.expiresAt).toISOString(), now);
  const time = describeTime(token.expiresAt / 1000, now);
  const expires = <Timestamp {...time} {...(left === null ? {} : { relative: `in ${left}` })} />;
  const risk = <RiskBadge token={token} />;
  const ended = end === null ? null : <Badge>{end === "expired" ? "Expired" : "Gone"}</Badge>;
  return (
    <tr data-selected={isSelected || undefined} data-ended={end === null ? undefined : ""}>
      <td className="pick">
        {end === null ? (
          <label>
            <input
              type="checkbox"
              aria-label={`Select ${token.id} of ${token.repo}`}
              data-row-box=""
              checked={isSelected}
              onChange={onBox}
            />
          </label>
        ) : null}
      </td>
      <td className="name">
        <a href={tokensUrl(namespace, token.repo)} data-row-link="">
          {token.repo}
        </a>
        <code className="note">{token.id}</code>
        <div className="when">
          {ended ?? risk}
          <ScopeBadge scope={token.scope} />
          <Label token={token} />
          <span>ends {expires}</span>
        </div>
      </td>
      <td className="id">
        <code title={token.id}>{token.id}</code>
      </td>
      <td className="scope">
        <ScopeBadge scope={token.scope} />
      </td>
      <td className="label">
        <Label token={token} />
      </td>
      <td className="created">
        <Timestamp {...describeTime(token.createdAt / 1000, now)} />
      </td>
      <td className="lifetime">{formatDuration(lifetimeSeconds(token))}</td>
      <td className="expires">{expires}</td>
      <td className="risk">{ended ?? risk}</td>
    </tr>
  );
});

function RiskBadge({ token: { risk } }: { token: RatedToken }) {
  return (
    <Badge tone={riskTones[risk.level]} title={risk.because}>
      {riskWords[risk.level]}
      <span className="sr-only">: {risk.because}</span>
    </Badge>
  );
}

function ScopeBadge({ scope }: { scope: RatedToken["scope"] }) {
  return <Badge tone={scope === "write" ? "warning" : "info"}>{scope}</Badge>;
}

function Label({ token }: { token: RatedToken }) {
  if (token.isOwn) return <Badge title="Made by this dashboard, to read the refs">dashboard</Badge>;
  if (token.purpose !== null) {
    return (
      <span title={token.purpose} className="purpose">
        {token.purpose}
      </span>
    );
  }
  return token.initial === null ? null : (
    <Badge title={initialReasons[token.initial]}>{initialWords[token.initial]}</Badge>
  );
}
