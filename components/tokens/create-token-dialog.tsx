"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import { useUntakenSecret } from "@/components/ui/use-leave-question";
import { useOpenedByAddress } from "@/components/ui/use-opened-by-address";
import type { MintedToken } from "@/lib/wire/answers";
import { CreateTokenForm } from "./create-token-form";
import { TokenHandOff } from "./token-hand-off";

interface CreateTokenButtonProps {
  namespace: string;
  repo: string;
  remote: string;
}

export function CreateTokenButton({ namespace, repo, remote }: CreateTokenButtonProps) {
  const [open, setOpen] = useOpenedByAddress();
  const [created, setCreated] = useState<{ minted: MintedToken; purpose: string | null } | null>(null);
  const change = (next: boolean) => {
    setOpen(next);
    // The secret leaves the page with the dialog.
    if (!next) setCreated(null);
  };
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Icon name="plus" />
        New token
      </Button>
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
    </>
  );
}

interface CreatedTokenProps extends CreateTokenButtonProps {
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
