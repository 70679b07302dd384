"use client";

import { Button } from "@/components/ui/button";
import { DialogSkeleton } from "@/components/ui/dialog-skeleton";
import { Icon } from "@/components/ui/icon";
import { lazyComponent } from "@/components/ui/lazy-component";
import { useWasOpen } from "@/components/ui/use-was-open";
import type { CreateRepoDialogProps } from "./create-repo-dialog";

const CreateRepoDialog = lazyComponent<CreateRepoDialogProps>(
  () => import("./create-repo-dialog").then((file) => file.CreateRepoDialog),
  ({ open, onOpenChange }) =>
    open ? <DialogSkeleton title="New repo" onClose={() => onOpenChange(false)} /> : null,
);

/** The page keeps whether it is open: an empty list leads here too, and goes away with the first repo. */
export function CreateRepoButton(props: CreateRepoDialogProps) {
  const wasOpen = useWasOpen(props.open);
  return (
    <>
      <Button variant="primary" onClick={() => props.onOpenChange(true)} data-action="New repo">
        <Icon name="plus" />
        New repo
      </Button>
      {wasOpen ? <CreateRepoDialog {...props} /> : null}
    </>
  );
}
