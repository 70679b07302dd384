import { DialogSkeleton } from "@/components/ui/dialog-skeleton";
import { lazyComponent } from "@/components/ui/lazy-component";
import type { RevokeTokenDialogProps } from "./revoke-token-dialog";
import type { RotateTokenDialogProps } from "./rotate-token-dialog";

export const LazyRevokeTokenDialog = lazyComponent<RevokeTokenDialogProps>(
  () => import("./revoke-token-dialog").then((file) => file.RevokeTokenDialog),
  ({ onClose }) => <DialogSkeleton title="Revoke this token?" onClose={onClose} />,
);

export const LazyRotateTokenDialog = lazyComponent<RotateTokenDialogProps>(
  () => import("./rotate-token-dialog").then((file) => file.RotateTokenDialog),
  ({ onClose }) => <DialogSkeleton title="Rotate this token" onClose={onClose} />,
);
