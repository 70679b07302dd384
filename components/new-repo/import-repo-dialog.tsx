"use client";

import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { ImportRepoForm } from "./import-repo-form";
import { type ReadyRepo, RepoReady } from "./repo-ready";

export interface ImportRepoDialogProps {
  namespace: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function ImportRepoDialog({ namespace, open, onOpenChange }: ImportRepoDialogProps) {
  const [started, setStarted] = useState<ReadyRepo | null>(null);
  const change = (next: boolean) => {
    onOpenChange(next);
    // The secret leaves the page with the dialog.
    if (!next) setStarted(null);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      size={started ? "lg" : "md"}
      title={started ? `${started.name} is on its way` : "Import a repo"}
      description={
        started
          ? "Its history arrives in the background; its page and Imports at the top show how far it is."
          : "From a public address. The history arrives in the background; you can go on with something else."
      }
    >
      {started ? (
        <RepoReady namespace={namespace} made={started} isEmpty={false} />
      ) : (
        <ImportRepoForm namespace={namespace} onStarted={setStarted} />
      )}
    </Dialog>
  );
}
