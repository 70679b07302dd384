"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { useUntakenSecret } from "@/components/ui/use-leave-question";
import type { MintedToken } from "@/lib/wire/answers";
import { CreateTokenForm } from "./create-token-form";
import { TokenHandOff } from "./token-hand-off";

export interface CreateTokenDialogProps {
  namespace: string;
  repo: string;
  remote: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function CreateTokenDialog({ namespace, repo, remote, open, onOpenChange }: CreateTokenDialogProps) {
  const [created, setCreated] = useState<{ minted: MintedToken; purpose: string | null } | null>(null);
  const change = (next: boolean) => {
    onOpenChange(next);
    // The secret leaves the page with the dialog.
    if (!next) setCreated(null);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      size={created ? "lg" : "md"}
      title={created ? "Token created" : "New token"}
      description={
        created ? (
          "Copy it now: it is shown this once and kept nowhere."
        ) : (
          <>
            For <strong className="font-medium text-text">{repo}</strong> alone. It works for Git, never for
            the REST API.
          </>
        )
      }
    >
      {created ? (
        <CreatedToken
          namespace={namespace}
          repo={repo}
          remote={remote}
          {...created}
          onDone={() => change(false)}
        />
      ) : (
        <CreateTokenForm
          namespace={namespace}
          repo={repo}
          onCreated={(minted, purpose) => setCreated({ minted, purpose })}
        />
      )}
    </Dialog>
  );
}

interface CreatedTokenProps extends Pick<CreateTokenDialogProps, "namespace" | "repo" | "remote"> {
  minted: MintedToken;
  purpose: string | null;
  onDone: () => void;
}

function CreatedToken({ onDone, ...token }: CreatedTokenProps) {
  const [isTaken, setTaken] = useState(false);
  const [isRevoked, setRevoked] = useState(false);
  useUntakenSecret(!isTaken && !isRevoked);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <TokenHandOff {...token} onTaken={() => setTaken(true)} onRevoked={() => setRevoked(true)} />
      <DialogActions>
        <Button variant="primary" onClick={onDone}>
          {isRevoked ? "Done" : "I have stored it"}
        </Button>
      </DialogActions>
    </div>
  );
}
