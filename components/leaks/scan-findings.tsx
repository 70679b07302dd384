"use client";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { countOf } from "@/lib/format/count";
import { describePlace } from "@/lib/scan/describe-hits";
import { isSinceCertain } from "@/lib/scan/followed-places";
import { type FoundSecret, secretsOf } from "@/lib/scan/scan-state";
import { kindWords } from "@/lib/scan/scan-words";
import { IncidentNote } from "./incident-note";
import { LeakCard } from "./leak-card";
import type { LeakState } from "./leak-state";
import { SecretPlaces } from "./secret-places";
import { isTold, tellApart } from "./tell-apart";
import type { Scan } from "./use-scan";

interface ScanFindingsProps {
  scan: Scan;
  withRepo: boolean;
  now: number;
}

const isAlive = ({ stage }: LeakState) =>
  stage.name === "alive" || (stage.name === "not-found" && stage.isAlive);

/** Every secret once, those alive first, with all its places. */
export function ScanFindings({ scan, withRepo, now }: ScanFindingsProps) {
  const all = secretsOf(scan.state?.hits ?? []);
  const isWhole = scan.state !== null && isSinceCertain(scan.state);
  const secrets = all.filter(({ first }) => first.kind === "artifacts");
  const told = tellApart(secrets.map(scan.leakOf));
  const tokens = secrets
    .flatMap((secret, at) => (told[at] === undefined ? [] : [{ secret, leak: told[at] }]))
    // What was just revoked stays where it was.
    .toSorted((a, b) => rankOf(a.leak) - rankOf(b.leak));
  const keys = all.filter(({ first }) => first.kind !== "artifacts");
  const revocable = tokens.flatMap(({ secret, leak }) => (isTold(leak) ? [{ secret, leak }] : []));
  const living = tokens.filter(({ leak }) => isAlive(leak)).length;
  return (
    <>
      {tokens.length > 0 ? (
        <section aria-labelledby="tokens-found" className="grid grid-cols-[minmax(0,1fr)] gap-3">
          <div className="flex flex-wrap items-center gap-3">
            <h2 id="tokens-found" className="mr-auto text-16 font-semibold">
              {countOf(tokens.length, "Artifacts token")}
              {living > 0 ? `, ${living} alive` : ""}
            </h2>
            {revocable.length > 1 ? (
              <Button
                variant="danger"
                onClick={() => {
                  for (const { secret, leak } of revocable) scan.revoke(secret, leak.stage.tokens);
                }}
              >
                Revoke all {revocable.length}
              </Button>
            ) : null}
          </div>
          <ul aria-label="Tokens found" className="grid grid-cols-[minmax(0,1fr)] gap-3">
            {tokens.map(({ secret, leak }) => (
              <LeakCard
                key={secret.key}
                leak={leak}
                now={now}
                where={<SecretPlaces hits={secret.hits} {...{ withRepo, isWhole, now }} />}
                onRevoke={(tokens) => scan.revoke(secret, tokens)}
                onFindHome={() => scan.investigateEvenIfDead(secret)}
                onRetry={() => scan.investigate(secret)}
              />
            ))}
          </ul>
        </section>
      ) : null}
      {keys.length > 0 ? (
        <section aria-labelledby="keys-found" className="grid grid-cols-[minmax(0,1fr)] gap-3">
          <div className="grid gap-1">
            <h2 id="keys-found" className="text-16 font-semibold">
              {countOf(keys.length, "string")} like a key of Cloudflare’s API
            </h2>
            <p className="text-13 text-text-muted">
              Told by their look alone: nobody was asked about them. If one is real, roll it in Cloudflare’s
              dashboard, under API tokens.
            </p>
          </div>
          <ul aria-label="Cloudflare keys found" className="grid grid-cols-[minmax(0,1fr)] gap-3">
            {keys.map((secret) => (
              <CloudflareKey key={secret.key} secret={secret} {...{ withRepo, isWhole, now }} />
            ))}
          </ul>
        </section>
      ) : null}
      <IncidentNote
        kills={tokens.flatMap(({ secret, leak: { mask, stage } }) =>
          stage.name === "killed"
            ? [{ ...stage.kill, mask, place: describePlace(secret.hits, { withRepo, isWhole }) }]
            : [],
        )}
      />
    </>
  );
}

function rankOf(leak: LeakState): number {
  if (isAlive(leak) || leak.stage.name === "killed") return 0;
  return leak.stage.name === "dead" ? 2 : 1;
}

interface CloudflareKeyProps {
  secret: FoundSecret;
  withRepo: boolean;
  isWhole: boolean;
  now: number;
}

function CloudflareKey({ secret, ...more }: CloudflareKeyProps) {
  const { first, hits } = secret;
  if (first.kind === "artifacts") return null;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-lg border bg-bg-raised p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-13">
        <Icon name="circle-exclamation-point" className="text-warning" />
        <code className="font-medium">{first.mask}</code>
        <Badge tone="warning">Reported only</Badge>
        <p>{kindWords[first.kind]}.</p>
      </div>
      <SecretPlaces hits={hits} {...more} />
    </li>
  );
}
