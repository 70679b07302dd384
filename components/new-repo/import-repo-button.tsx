"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DialogSkeleton } from "@/components/ui/dialog-skeleton";
import { Icon } from "@/components/ui/icon";
import { lazyComponent } from "@/components/ui/lazy-component";
import { useWasOpen } from "@/components/ui/use-was-open";
import type { ImportRepoDialogProps } from "./import-repo-dialog";

const ImportRepoDialog = lazyComponent<ImportRepoDialogProps>(
  () => import("./import-repo-dialog").then((file) => file.ImportRepoDialog),
  ({ open, onOpenChange }) =>
    open ? <DialogSkeleton title="Import a repo" onClose={() => onOpenChange(false)} /> : null,
);

export function ImportRepoButton({ namespace }: { namespace: string }) {
  const [open, setOpen] = useState(false);
  const wasOpen = useWasOpen(open);
  return (
    <>
      <Button onClick={() => setOpen(true)} data-action="Import a repo">
        <Icon name="download" />
        <span className="max-sm:sr-only">Import</span>
      </Button>
      {wasOpen ? <ImportRepoDialog namespace={namespace} open={open} onOpenChange={setOpen} /> : null}
    </>
  );
}
