"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import { ImportRepoForm } from "./import-repo-form";
import { type ReadyRepo, RepoReady } from "./repo-ready";

export function ImportRepoButton({ namespace }: { namespace: string }) {
  const [open, setOpen] = useState(false);
  const [started, setStarted] = useState<ReadyRepo | null>(null);
  const change = (next: boolean) => {
    setOpen(next);
    // The secret leaves the page with the dialog.
    if (!next) setStarted(null);
  };
  return (
    <>
      <Button onClick={() => setOpen(true)} data-action="Import a repo">
        <Icon name="download" />
        <span className="max-sm:sr-only">Import</span>
      </Button>
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
    </>
  );
}
