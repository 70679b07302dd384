"use client";

import { Button } from "@/components/ui/button";
import { DialogSkeleton } from "@/components/ui/dialog-skeleton";
import { Icon } from "@/components/ui/icon";
import { lazyComponent } from "@/components/ui/lazy-component";
import { useOpenedByAddress } from "@/components/ui/use-opened-by-address";
import { useWasOpen } from "@/components/ui/use-was-open";
import type { CreateTokenDialogProps } from "./create-token-dialog";

const CreateTokenDialog = lazyComponent<CreateTokenDialogProps>(
  () => import("./create-token-dialog").then((file) => file.CreateTokenDialog),
  ({ open, onOpenChange }) =>
    open ? <DialogSkeleton title="New token" onClose={() => onOpenChange(false)} /> : null,
);

export function CreateTokenButton(props: Omit<CreateTokenDialogProps, "open" | "onOpenChange">) {
  const [open, setOpen] = useOpenedByAddress();
  const wasOpen = useWasOpen(open);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Icon name="plus" />
        New token
      </Button>
      {wasOpen ? <CreateTokenDialog {...props} open={open} onOpenChange={setOpen} /> : null}
    </>
  );
}
