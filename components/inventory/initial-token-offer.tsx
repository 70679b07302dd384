"use client";

import { Button } from "@/components/ui/button";
import { countOf } from "@/lib/format/count";
import type { RatedToken } from "@/lib/inventory/rate-risk";
import { LazyRevocationDialog } from "./lazy-revocation-dialog";
import { whatIsLost } from "./revoke-bar";
import { useRevocation } from "./use-revocation";

interface InitialTokenOfferProps {
  namespace: string;
  tokens: readonly RatedToken[];
  onRevoked: (ids: readonly string[]) => void;
}

/** Create, fork and import each leave a write token behind, mostly without being asked for one. */
export function InitialTokenOffer({ namespace, tokens, onRevoked }: InitialTokenOfferProps) {
  const { ask, dialog } = useRevocation(namespace, onRevoked);
  const born = tokens.filter(({ initial }) => initial !== null);
  // One guess among them makes a guess of their number.
  const probably = born.some(({ initial }) => initial === "likely") ? "probably " : "";
  const { open, items } = dialog;
  if (born.length === 0 && !open) return null;
  return (
    <div className="flex flex-wrap items-center gap-3 rounded bg-warning-subtle px-3 py-2 text-13 text-warning">
      <p className="mr-auto">
        {born.length === 1
          ? `1 token was ${probably}born with its repo: a write token for 24 hours that nobody may need.`
          : `${countOf(born.length, "token")} were ${probably}born with their repos: write tokens for 24 hours that nobody may need.`}
      </p>
      <Button size="sm" variant="danger-quiet" onClick={() => ask(born)}>
        Revoke {born.length === 1 ? "it" : `all ${countOf(born.length, "token")}`}…
      </Button>
      <LazyRevocationDialog
        {...dialog}
        title={`Revoke ${countOf(items.length, "token")} born with ${items.length === 1 ? "its repo" : "their repos"}?`}
        warning={`${whatIsLost(items)} Who made a repo elsewhere may be using the token it came with: each is as old as its repo, may write and lives 24 hours.`}
        labelOf={(token) => `${token.repo} ${token.id}`}
        verb={`Revoke ${countOf(items.length, "token")}`}
        done="Revoked"
      />
    </div>
  );
}
