"use client";

import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { CreateRepoForm } from "./create-repo-form";
import { type ReadyRepo, RepoReady } from "./repo-ready";

export interface CreateRepoDialogProps {
  namespace: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function CreateRepoDialog({ namespace, open, onOpenChange }: CreateRepoDialogProps) {
  const [created, setCreated] = useState<ReadyRepo | null>(null);

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
      title={created ? `${created.name} is ready` : "New repo"}
      description={
        created ? (
          created.initialToken.state === "kept" ? (
            "Push to it with the token below."
          ) : (
            "Empty so far: its page shows how to push to it."
          )
        ) : (
          <>
            In <strong className="font-medium text-text">{namespace}</strong>, ready to be pushed to at once.
          </>
        )
      }
    >
      {created ? (
        <RepoReady namespace={namespace} made={created} isEmpty />
      ) : (
        <CreateRepoForm namespace={namespace} onCreated={setCreated} />
      )}
    </Dialog>
  );
}
