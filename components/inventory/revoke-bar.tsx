"use client";

import { Button } from "@/components/ui/button";
import { SelectionBar } from "@/components/ui/selection-bar";
import { countOf, formatCount } from "@/lib/format/count";
import type { RatedToken } from "@/lib/inventory/rate-risk";
import { LazyRevocationDialog } from "./lazy-revocation-dialog";
import { useRevocation } from "./use-revocation";

interface RevokeBarProps {
  namespace: string;
  selected: RatedToken[];
  onClear: () => void;
  onRevoked: (ids: readonly string[]) => void;
}

/** What can be done with the selected tokens. */
export function RevokeBar({ namespace, selected, onClear, onRevoked }: RevokeBarProps) {
  const { ask, dialog } = useRevocation(namespace, onRevoked);
  const count = dialog.items.length;
  return (
    <SelectionBar
      label="Selected tokens"
      status={`${countOf(selected.length, "token")} of ${countOf(reposOf(selected), "repo")} selected`}
    >
      <Button size="sm" variant="ghost" onClick={onClear}>
        Clear
      </Button>
      <Button size="sm" variant="danger-quiet" onClick={() => ask(selected)}>
        Revoke {countOf(selected.length, "token")}…
      </Button>
      <LazyRevocationDialog
        {...dialog}
        title={`Revoke ${countOf(count, "live token")}?`}
        warning={whatIsLost(dialog.items)}
        labelOf={(token) => `${token.repo} ${token.id} (${token.scope})`}
        verb={`Revoke ${countOf(count, "token")}`}
        done="Revoked"
      />
    </SelectionBar>
  );
}

const reposOf = (tokens: readonly RatedToken[]) => new Set(tokens.map(({ repo }) => repo)).size;

/** What a yes means, in numbers. */
export function whatIsLost(tokens: readonly RatedToken[]): string {
  const writes = tokens.filter(({ scope }) => scope === "write").length;
  const own = tokens.filter(({ isOwn }) => isOwn).length;
  const kinds = [
    [writes, "may write"],
    [tokens.length - writes, "may read"],
  ] as const;
  const words = kinds.filter(([count]) => count > 0).map(([count, text]) => `${formatCount(count)} ${text}`);
  const ownWords =
    own > 0
      ? ` ${formatCount(own)} of them ${own === 1 ? "is" : "are"} this dashboard’s own; it makes another when it needs one.`
      : "";
  return `Of ${countOf(reposOf(tokens), "repo")}: ${words.join(", ")}. Whoever uses one is locked out at once; this cannot be undone.${ownWords}`;
}
