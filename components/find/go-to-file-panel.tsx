"use client";

import { Dialog } from "@/components/ui/dialog";
import { GoToFile } from "./go-to-file";

interface GoToFilePanelProps {
  namespace: string;
  repo: string;
  refName: string;
  treeHash: string;
  onClose: () => void;
}

/** Go to file in a dialog over the page one is on. */
export function GoToFilePanel({ onClose, ...place }: GoToFilePanelProps) {
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title="Go to file" size="lg">
      <GoToFile {...place} onChosen={onClose} />
    </Dialog>
  );
}
