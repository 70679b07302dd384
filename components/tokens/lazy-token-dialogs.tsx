import { DialogSkeleton } from "@/components/ui/dialog-skeleton";
import { lazyComponent } from "@/components/ui/lazy-component";
import type { RevokeTokenDialogProps } from "./revoke-token-dialog";
import type { RotateTokenDialogProps } from "./rotate-token-dialog";

export const LazyRevokeTokenDialog = lazyComponent<RevokeTokenDialogProps>(
  () => import("./revoke-token-dialog").then((file) => file.RevokeTokenDialog),
  () => <DialogSkeleton title="Revoke this token?" />,
);

export const LazyRotateTokenDialog = lazyComponent<RotateTokenDialogProps>(
  () => import("./rotate-token-dialog").then((file) => file.RotateTokenDialog),
  () => <DialogSkeleton title="Rotate this token" />,
);
