import clsx from "clsx";
import { memo } from "react";
import { Badge } from "@/components/ui/badge";
import { Cell, Row, rowLinkClass } from "@/components/ui/data-table";
import { NavLink } from "@/components/ui/nav-link";
import { SelectBox } from "@/components/ui/select-box";
import { Timestamp } from "@/components/ui/timestamp";
import { countdown, formatDuration } from "@/lib/format/duration";
import { describeTime } from "@/lib/format/time-ago";
import { lifetimeSeconds } from "@/lib/inventory/lifetime";
import type { RatedToken, RiskLevel } from "@/lib/inventory/rate-risk";
import { tokensUrl } from "@/lib/routes";
import { initialReasons, initialWords } from "@/lib/tokens/token-origin";

/** On a phone the repo alone has a column; what else must be known stands below its name. */
export const columnClasses: Record<string, string> = {
  id: "w-44 max-lg:hidden",
  scope: "w-20 max-md:hidden",
  label: "w-48 max-lg:hidden",
  created: "w-32 max-xl:hidden",
  lifetime: "w-24 max-xl:hidden",
  expires: "w-32 max-sm:hidden",
  risk: "w-28 max-sm:hidden",
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
  onSelect: (token: RatedToken, isSelected: boolean, isRange: boolean) => void;
  now: number;
}

export const InventoryRow = memo(function InventoryRow({
  namespace,
  token,
  end,
  isSelected,
  onSelect,
  now,
}: InventoryRowProps) {
  const left = countdown(new Date(token.expiresAt).toISOString(), now);
  const time = describeTime(token.expiresAt / 1000, now);
  const expires = <Timestamp {...time} {...(left === null ? {} : { relative: `in ${left}` })} />;
  const risk = <RiskBadge token={token} />;
  const ended = end === null ? null : <Badge>{end === "expired" ? "Expired" : "Gone"}</Badge>;
  return (
    <Row isSelected={isSelected} className={end ? "text-text-muted line-through" : undefined}>
      <Cell className="w-10 pointer-coarse:h-11">
        {end === null ? (
          <SelectBox
            label={`Select ${token.id} of ${token.repo}`}
            checked={isSelected}
            onChange={(isChosen, isRange) => onSelect(token, isChosen, isRange)}
          />
        ) : null}
      </Cell>
      <Cell className="max-w-0">
        <NavLink
          href={tokensUrl(namespace, token.repo)}
          className={clsx(rowLinkClass, "block scroll-mt-12 scroll-mb-28 truncate font-medium")}
        >
          {token.repo}
        </NavLink>
        <code className="block truncate text-12 text-text-muted lg:hidden">{token.id}</code>
        <div className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-12 text-text-muted sm:hidden">
          {ended ?? risk}
          <ScopeBadge scope={token.scope} />
          <Label token={token} />
          <span>ends {expires}</span>
        </div>
      </Cell>
      <Cell className={columnClasses.id}>
        <code className="block truncate text-12 text-text-muted" title={token.id}>
          {token.id}
        </code>
      </Cell>
      <Cell className={columnClasses.scope}>
        <ScopeBadge scope={token.scope} />
      </Cell>
      <Cell className={clsx("max-w-0", columnClasses.label)}>
        <Label token={token} />
      </Cell>
      <Cell className={clsx("text-text-muted", columnClasses.created)}>
        <Timestamp {...describeTime(token.createdAt / 1000, now)} />
      </Cell>
      <Cell className={clsx("text-text-muted", columnClasses.lifetime)}>
        {formatDuration(lifetimeSeconds(token))}
      </Cell>
      <Cell className={clsx("text-text-muted", columnClasses.expires)}>{expires}</Cell>
      <Cell className={columnClasses.risk}>{ended ?? risk}</Cell>
    </Row>
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
      <span title={token.purpose} className="block max-w-full truncate">
        {token.purpose}
      </span>
    );
  }
  return token.initial === null ? null : (
    <Badge title={initialReasons[token.initial]}>{initialWords[token.initial]}</Badge>
  );
}
