"use client";

import { useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { CodeSnippet } from "@/components/ui/code-snippet";
import { DialogActions } from "@/components/ui/dialog";
import { NavLink } from "@/components/ui/nav-link";
import { Notice } from "@/components/ui/notice";
import { SecretField } from "@/components/ui/secret-field";
import { useUntakenSecret } from "@/components/ui/use-leave-question";
import { useNow } from "@/components/ui/use-now";
import { splitToken } from "@/contract/tokens";
import { clock } from "@/lib/format/duration";
import {
  afterCloneCommands,
  cloneCommand,
  pushExistingCommands,
  pushNewCommands,
  readTokenCommand,
} from "@/lib/format/git-commands";
import { useRevokeInitialToken } from "@/lib/queries/revoke-initial-token";
import { repoUrl, tokensUrl } from "@/lib/routes";
import { describeFailure } from "@/lib/wire/describe-failure";
import type { InitialToken, MadeRepo } from "@/lib/wire/initial-token";

export type ReadyRepo<Made extends MadeRepo = MadeRepo> = Made & { isReadOnly: boolean };

interface RepoReadyProps {
  namespace: string;
  made: ReadyRepo;
  /** Whether it has content already, to clone, or is empty, to push to. */
  isEmpty: boolean;
}

/** A repo that was just made, and what became of the write token that it came with. */
export function RepoReady({ namespace, made, isEmpty }: RepoReadyProps) {
  const { initialToken, name } = made;
  const plaintext = initialToken.state === "kept" ? initialToken.plaintext : null;
  const endsAt = endOf(initialToken);
  const revoke = useRevokeInitialToken(namespace, name);
  const [isTaken, setTaken] = useState(false);
  const now = useNow(Date.now());
  const current = revoke.data ?? initialToken;
  useUntakenSecret(plaintext !== null && !isTaken && current.state === "kept");

  const left = endsAt === null ? null : clock(endsAt * 1000 - now);
  const revokeButton = (words: string) => (
    <Button
      variant="danger-quiet"
      size="sm"
      aria-disabled={revoke.isPending}
      onClick={() => {
        if (!revoke.isPending) revoke.mutate(endsAt);
      }}
    >
      {revoke.isPending ? "Revoking…" : words}
    </Button>
  );

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      {current.state === "revoked" ? (
        <Revoked
          namespace={namespace}
          repo={name}
          wasAtOnce={initialToken.state === "revoked"}
          live={revoke.isSuccess}
        />
      ) : null}
      {current.state === "alive" ? (
        <div className="grid justify-items-start gap-2">
          <Notice tone="warning" live>
            {aliveWords(current.because)}
            {left === null ? "" : ` Alive for ${left} at most.`}
          </Notice>
          {current.because === "importing"
            ? null
            : revokeButton(
                current.because === "unheard" ? "Revoke the token it was born with" : "Try again now",
              )}
        </div>
      ) : null}
      {current.state === "kept" && plaintext !== null ? (
        <>
          <SecretField
            secret={plaintext}
            label="Write token, good for 24 hours"
            onTaken={() => setTaken(true)}
          />
          <div className="-mt-3 flex flex-wrap items-center gap-3">
            <p className="tabular min-w-0 flex-1 basis-52 text-12 text-text-muted">
              It is shown this once{left === null ? "" : ` and alive for ${left}`}. Nobody needs it any more?
              Revoke it.
            </p>
            {revokeButton("Revoke it now")}
          </div>
          <NextCommands made={made} isEmpty={isEmpty} />
        </>
      ) : null}
      {revoke.error ? (
        <Notice tone="danger" live>
          {describeFailure(revoke.error, "the token").advice}
        </Notice>
      ) : null}
      <DialogActions>
        <NavLink href={repoUrl(namespace, name)} className={buttonClass({ variant: "primary" })}>
          Open the repo
        </NavLink>
      </DialogActions>
    </div>
  );
}

/** When the token ends, in unix seconds; null where that is not known. */
function endOf(token: InitialToken): number | null {
  if (token.state === "alive") return token.endsAt;
  return token.state === "kept" ? splitToken(token.plaintext).expiresAt : null;
}

interface RevokedProps {
  namespace: string;
  repo: string;
  /** Whether the dashboard revoked it before it was shown. */
  wasAtOnce: boolean;
  live: boolean;
}

function Revoked({ namespace, repo, wasAtOnce, live }: RevokedProps) {
  return (
    <Notice tone="success" live={live}>
      {wasAtOnce
        ? "The write token that it came with is revoked: nothing of its making is left alive."
        : "The token is revoked: Git refuses it from now on."}{" "}
      <NavLink href={tokensUrl(namespace, repo)} className="underline underline-offset-2">
        Create one
      </NavLink>{" "}
      when you need it.
    </Notice>
  );
}

function NextCommands({
  made: { remote, name, default_branch: branch, isReadOnly },
  isEmpty,
}: Omit<RepoReadyProps, "namespace">) {
  if (isEmpty && isReadOnly) {
    return <Notice tone="warning">It is empty and read-only: it refuses every push.</Notice>;
  }
  const first = (
    <CodeSnippet
      label="1. Give the token to your shell (paste it, then Enter; nothing is echoed)"
      code={readTokenCommand()}
      what="the command"
    />
  );
  if (!isEmpty) {
    return (
      <>
        {first}
        <CodeSnippet label="2. Clone it" code={cloneCommand(remote)} what="the clone command" />
        <CodeSnippet
          label={isReadOnly ? "3. Fetch" : "3. Fetch and push"}
          code={afterCloneCommands(remote, { canPush: !isReadOnly })}
          what="the commands that follow"
        />
      </>
    );
  }
  return (
    <>
      {first}
      <CodeSnippet
        label="2. Push a project you have"
        code={pushExistingCommands(remote)}
        what="the commands"
      />
      <details>
        <summary className="text-13 text-accent-text">Or begin a new one</summary>
        <div className="mt-3">
          <CodeSnippet code={pushNewCommands(remote, { repo: name, branch })} what="the commands" />
        </div>
      </details>
    </>
  );
}

function aliveWords(because: Extract<InitialToken, { state: "alive" }>["because"]): string {
  switch (because) {
    case "importing":
      return "The write token that it came with is revoked as soon as the import ends, also when you close this page.";
    case "failing":
      return "The write token that it came with could not be revoked just now. The dashboard’s server goes on trying, also when you close this page.";
    case "unheard":
      return "The repo is made, but the answer with its write token was lost on the way: nobody has seen the token, and it cannot be shown. It lives for 24 hours unless you revoke it; create another to push or clone.";
    case "ambiguous":
      return "The write token that it came with is alive: it cannot be told from others. Revoke it on the Tokens page.";
  }
}
