"use client";

import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { useRevokeToken } from "@/lib/queries/use-revoke-token";
import type { LabelledToken } from "@/lib/wire/answers";
import { describeFailure } from "@/lib/wire/describe-failure";

export interface RevokeTokenDialogProps {
  namespace: string;
  repo: string;
  token: LabelledToken;
  onClose: () => void;
  onDone: () => void;
}

export function RevokeTokenDialog({ namespace, repo, token, onClose, onDone }: RevokeTokenDialogProps) {
  const revoke = useRevokeToken(namespace, repo);
  const confirm = () => {
    if (!revoke.isPending) revoke.mutate(token.id, { onSuccess: onDone });
  };
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      title="Revoke this token?"
      description={
        <>
          Git refuses <code className="text-12 text-text">{token.id}</code>
          {token.purpose === null ? null : (
            <>
              {" "}
              (<bdi>{token.purpose}</bdi>)
            </>
          )}{" "}
          from then on. Whoever uses it needs a new token; this cannot be undone.
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
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" onClick={confirm} aria-disabled={revoke.isPending}>
            {revoke.isPending ? "Revoking…" : "Revoke token"}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  );
}
