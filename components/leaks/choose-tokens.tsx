import { useId, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Timestamp } from "@/components/ui/timestamp";
import { countOf, formatCount } from "@/lib/format/count";
import { describeTime } from "@/lib/format/time-ago";
import { initialReasons, initialWords } from "@/lib/tokens/token-origin";
import type { LabelledToken } from "@/lib/wire/answers";
import type { TokenProbe } from "@/lib/wire/leak-events";

interface ChooseTokensProps {
  /** The least costly first. */
  tokens: readonly LabelledToken[];
  probe: TokenProbe;
  now: number;
  isRevoking: boolean;
  onRevoke: (tokens: LabelledToken[]) => void;
}

/** Live tokens that a secret may be, with nothing to tell them apart: none goes that was not chosen. */
export function ChooseTokens({ tokens, probe, now, isRevoking, onRevoke }: ChooseTokensProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const id = useId();
  const going = tokens.filter((token) => chosen.has(token.id));
  const choose = (token: LabelledToken, isChosen: boolean) =>
    setChosen((before) => {
      const next = new Set(before);
      if (isChosen) next.add(token.id);
      else next.delete(token.id);
      return next;
    });
  return (
    <fieldset aria-describedby={id} className="grid grid-cols-[minmax(0,1fr)] gap-3 pl-6 text-13">
      <legend className="float-left mb-3 font-medium">
        {tokens.length === 1
          ? "This live token may be it, and nothing proves it."
          : `It is one of ${countOf(tokens.length, "live token")}, and nothing tells which.`}
      </legend>
      <p id={id} className="clear-both text-text-muted">
        Each {probe.scope === "write" ? "may write" : "may read"} in {probe.namespace}/{probe.repo}. Choose
        those that may go: they are revoked one after the other, from the top, and after each Git is asked.
        Once it refuses the secret, the rest of your choice stays. What was revoked before stays revoked.
      </p>
      <ul className="max-h-80 divide-y overflow-y-auto rounded border">
        {tokens.map((token) => (
          <li key={token.id}>
            <label className="flex min-h-11 items-start gap-3 px-3 py-2 hover:bg-bg-hover">
              <input
                type="checkbox"
                checked={chosen.has(token.id)}
                disabled={isRevoking}
                onChange={({ target }) => choose(token, target.checked)}
                className="mt-0.5 size-4 shrink-0 accent-(--accent)"
              />
              <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 [overflow-wrap:anywhere]">
                <code className="text-12">{token.id}</code>
                {token.label === null ? null : <Badge>dashboard</Badge>}
                {token.isInitial ? <Badge title={initialReasons.known}>{initialWords.known}</Badge> : null}
                {token.purpose === null ? null : <span>{token.purpose}</span>}
                <span className="text-text-muted">
                  made <Timestamp {...describeTime(token.created_at, now)} />, ends{" "}
                  <Timestamp {...describeTime(token.expires_at, now)} />
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <Button
        variant="danger"
        className="justify-self-start"
        disabled={isRevoking || going.length === 0}
        onClick={() => onRevoke(going)}
      >
        {isRevoking
          ? "Revoking…"
          : going.length < 2
            ? "Revoke the chosen token"
            : `Revoke up to ${formatCount(going.length)}, one after the other`}
      </Button>
    </fieldset>
  );
}
