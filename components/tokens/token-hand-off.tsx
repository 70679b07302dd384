"use client";

import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { CodeSnippet } from "@/components/ui/code-snippet";
import { Notice } from "@/components/ui/notice";
import { SecretField } from "@/components/ui/secret-field";
import { useNow } from "@/components/ui/use-now";
import { clock } from "@/lib/format/duration";
import {
  afterCloneCommands,
  cloneByUrlCommands,
  cloneCommand,
  readSecretCommand,
  readTokenCommand,
  storedCloneCommands,
} from "@/lib/format/git-commands";
import { absoluteTime } from "@/lib/format/time-ago";
import { useRevokeToken } from "@/lib/queries/use-revoke-token";
import type { MintedToken } from "@/lib/wire/answers";
import { describeFailure } from "@/lib/wire/describe-failure";

interface TokenHandOffProps {
  namespace: string;
  repo: string;
  remote: string;
  minted: MintedToken;
  purpose: string | null;
  /** It was copied: losing it from the page loses nothing. */
  onTaken: () => void;
  onRevoked: () => void;
}

/** A token that was just made: its secret once, ways to give it to Git, and the way to end it. */
export function TokenHandOff({ namespace, repo, remote, minted, purpose, ...told }: TokenHandOffProps) {
  const now = useNow(Date.now());
  const revoke = useRevokeToken(namespace, repo);
  const left = clock(Date.parse(minted.expires_at) - now);

  if (revoke.isSuccess) {
    return (
      <Notice tone="success" live>
        The token is revoked: Git refuses it from now on.
      </Notice>
    );
  }
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <SecretField
          secret={minted.plaintext}
          onTaken={told.onTaken}
          label={`${minted.scope === "write" ? "Write" : "Read"} token, expires ${absoluteTime(minted.expires_at)}`}
        />
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <p className="tabular min-w-0 flex-1 basis-52 text-12 text-text-muted [overflow-wrap:anywhere]">
            {left === null ? "It has expired." : `Alive for ${left}.`}
            {purpose === null ? null : (
              <>
                {" "}
                Purpose: <bdi>{purpose}</bdi>
              </>
            )}
          </p>
          <Button
            variant="danger-quiet"
            size="sm"
            aria-disabled={revoke.isPending}
            onClick={() => {
              if (!revoke.isPending) revoke.mutate(minted.id, { onSuccess: told.onRevoked });
            }}
          >
            {revoke.isPending ? "Revoking…" : "Revoke now"}
          </Button>
        </div>
        {revoke.error ? (
          <Notice tone="danger" live>
            The token is still alive. {describeFailure(revoke.error, "the token").advice}
          </Notice>
        ) : null}
        {minted.isPurposeKept ? null : (
          <Notice tone="warning">
            Its purpose is known until the dashboard restarts only: the data folder cannot be written.
          </Notice>
        )}
      </div>
      <CloneWays remote={remote} canPush={minted.scope === "write"} />
    </>
  );
}

const ways = [
  { value: "environment", label: "Environment" },
  { value: "helper", label: "Credential helper" },
  { value: "url", label: "In the URL" },
] as const;

/** How Git gets the token without leaving it in a URL, an argument, the shell's history or `.git/config`. */
function CloneWays({ remote, canPush }: { remote: string; canPush: boolean }) {
  const id = useId();
  const [way, setWay] = useState<(typeof ways)[number]["value"]>("environment");
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-3" aria-label="Clone with it">
      <Choice legend="Clone with it" name={id} options={ways} value={way} onChange={setWay} />
      {way === "environment" ? (
        <p className="text-13 text-text-muted">
          For this shell alone. The clone’s .git/config says where to look for it; nothing of the token itself
          stays there, in the URL, the arguments or the history.
        </p>
      ) : way === "helper" ? (
        <p className="text-13 text-text-muted">
          Git keeps it where it keeps your passwords, for fetch and push too. It needs a credential helper:
          macOS and Windows bring one, on Linux see <code className="text-12">git help credentials</code>.
        </p>
      ) : (
        <Notice tone="warning">
          For what takes nothing but a URL. While the clone runs, the list of processes shows the token; the
          second line takes it out of .git/config, where every copy of the folder would carry it along.
        </Notice>
      )}
      <CodeSnippet
        label="1. Give the token to your shell (paste it, then Enter; nothing is echoed)"
        code={way === "environment" ? readTokenCommand() : readSecretCommand()}
        what="the first command"
      />
      <CodeSnippet
        label="2. Clone"
        code={
          way === "environment"
            ? cloneCommand(remote)
            : way === "helper"
              ? storedCloneCommands(remote)
              : cloneByUrlCommands(remote)
        }
        what="the clone commands"
      />
      {way === "url" ? null : (
        <CodeSnippet
          label={canPush ? "3. Fetch and push" : "3. Fetch"}
          code={afterCloneCommands(remote, { canPush })}
          what="the commands that follow"
        />
      )}
      <p className="text-12 text-text-muted">For bash and zsh; on Windows, in Git Bash.</p>
    </section>
  );
}
