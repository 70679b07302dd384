"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import type { LabelledToken } from "@/lib/http/answers";
import { describeFailure } from "@/lib/queries/failure-words";
import { useRevokeToken } from "@/lib/queries/tokens";

interface RevokeTokenButtonProps {
  namespace: string;
  repo: string;
  token: LabelledToken;
  onDone?: () => void;
}

export function RevokeTokenButton({ namespace, repo, token, onDone }: RevokeTokenButtonProps) {
  const [open, setOpen] = useState(false);
  const revoke = useRevokeToken(namespace, repo);

  const confirm = () =>
    revoke.mutate(token.id, {
      onSuccess: () => {
        setOpen(false);
        onDone?.();
      },
    });

  return (
    <>
      <Button
        variant="danger-quiet"
        size="sm"
        onClick={() => {
          revoke.reset();
          setOpen(true);
        }}
      >
        Revoke<span className="sr-only"> token {token.id}</span>
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Revoke this token?"
        description={
          <>
            Git refuses <code className="text-12 text-text">{token.id}</code> from then on. Whoever uses it
            needs a new token; this cannot be undone.
          </>
        }
      >
        <div className="grid gap-4">
          {token.label === "dashboard" ? (
            <Notice>
              This dashboard made it to read branches and tags. It makes another one when it needs it.
            </Notice>
          ) : null}
          {revoke.error ? (
            <Notice tone="danger" live>
              {describeFailure(revoke.error, "the token").advice}
            </Notice>
          ) : null}
          <DialogActions>
            <Button onClick={() => setOpen(false)}>Keep it</Button>
            <Button variant="danger" onClick={confirm} disabled={revoke.isPending}>
              {revoke.isPending ? "Revoking…" : "Revoke token"}
            </Button>
          </DialogActions>
        </div>
      </Dialog>
    </>
  );
}
