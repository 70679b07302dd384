"use client";

import type { ReactNode } from "react";
import { Button } from "./button";
import { Icon } from "./icon";
import { Notice } from "./notice";
import { Popover } from "./popover";

interface ExportPopoverProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What will be in the file. */
  what: ReactNode;
  onExport: (format: "csv" | "json") => void;
  /** In the place of the choice while the file is made. */
  progress?: ReactNode;
  failure?: string | null;
}

/** A list as a file, in one of two formats. */
export function ExportPopover({ open, onOpenChange, what, onExport, progress, failure }: ExportPopoverProps) {
  return (
    <Popover
      open={open}
      onOpenChange={onOpenChange}
      label="Export"
      align="end"
      trigger={
        <Button size="sm">
          <Icon name="download" />
          Export
        </Button>
      }
    >
      <div className="grid gap-3 p-4 text-13">
        <p className="text-text-muted">{what}</p>
        {progress ?? (
          <div className="flex gap-2">
            <Button size="sm" onClick={() => onExport("csv")}>
              Export CSV
            </Button>
            <Button size="sm" onClick={() => onExport("json")}>
              Export JSON
            </Button>
          </div>
        )}
        {failure ? (
          <Notice tone="danger" live>
            {failure}
          </Notice>
        ) : null}
      </div>
    </Popover>
  );
}
