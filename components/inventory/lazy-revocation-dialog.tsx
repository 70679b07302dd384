import type { BulkDialogProps } from "@/components/ui/bulk-dialog";
import { DialogSkeleton } from "@/components/ui/dialog-skeleton";
import { lazyComponent } from "@/components/ui/lazy-component";
import { useWasOpen } from "@/components/ui/use-was-open";
import type { RatedToken } from "@/lib/inventory/rate-risk";

type RevocationDialogProps = BulkDialogProps<RatedToken>;

const RevocationDialog = lazyComponent<RevocationDialogProps>(
  () => import("@/components/ui/bulk-dialog").then((file) => file.BulkDialog),
  ({ open, title, onClose }) =>
    open ? <DialogSkeleton title={title} onClose={() => onClose(null)} /> : null,
);

/** Loaded when it is first asked. */
export function LazyRevocationDialog(props: RevocationDialogProps) {
  return useWasOpen(props.open) ? <RevocationDialog {...props} /> : null;
}
