"use client";

import { Button, buttonClass } from "@/components/ui/button";
import { CodeSnippet } from "@/components/ui/code-snippet";
import { DialogActions } from "@/components/ui/dialog";
import { NavLink } from "@/components/ui/nav-link";
import { Notice } from "@/components/ui/notice";
import { SecretField } from "@/components/ui/secret-field";
import type { CreateRepoResult } from "@/contract/repos";
import {
  cloneCommand,
  pushExistingCommands,
  pushNewCommands,
  readTokenCommand,
} from "@/lib/format/git-commands";
import { describeFailure } from "@/lib/queries/failure-words";
import { useRevokeBirthToken } from "@/lib/queries/tokens";
import { repoUrl } from "@/lib/routes";

interface RepoReadyProps {
  namespace: string;
  created: CreateRepoResult;
  /** Whether it has content already, to clone, or is empty, to push to. */
  isEmpty: boolean;
}

/** A repo that was just made: its one-time token, what to do with it, and a way to kill it at once. */
export function RepoReady({ namespace, created, isEmpty }: RepoReadyProps) {
  const { remote, token, name, default_branch: branch } = created;
  const revoke = useRevokeBirthToken(namespace, name);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      {revoke.isSuccess ? (
        <Notice tone="success" live>
          The token is revoked: Git refuses it from now on. Create one on the Tokens page when you need it.
        </Notice>
      ) : (
        <>
          <SecretField secret={token} label="Write token, good for 24 hours" />
          <div className="-mt-3 flex flex-wrap items-center gap-3">
            <p className="min-w-0 flex-1 basis-52 text-12 text-text-muted">
              It is shown this once. If nobody needs it, do not leave it alive.
            </p>
            <Button
              variant="danger-quiet"
              size="sm"
              disabled={revoke.isPending}
              onClick={() => revoke.mutate(token)}
            >
              {revoke.isPending ? "Revoking…" : "Revoke it now"}
            </Button>
          </div>
          {revoke.error ? (
            <Notice tone="danger" live>
              {describeFailure(revoke.error, "the token").advice}
            </Notice>
          ) : null}
          <CodeSnippet
            label="1. Give the token to your shell (paste it, then Enter; nothing is echoed)"
            code={readTokenCommand()}
            what="the command"
          />
          {isEmpty ? (
            <>
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
          ) : (
            <CodeSnippet label="2. Clone it" code={cloneCommand(remote)} what="the command" />
          )}
        </>
      )}
      <DialogActions>
        <NavLink href={repoUrl(namespace, name)} className={buttonClass({ variant: "primary" })}>
          Open the repo
        </NavLink>
      </DialogActions>
    </div>
  );
}
