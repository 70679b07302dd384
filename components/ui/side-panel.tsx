"use client";

import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { CloseCross } from "./close-cross";
import { SideSheet } from "./side-sheet";

interface SidePanelProps {
  onClose: () => void;
  title: string;
  description: ReactNode;
  children: ReactNode;
}

/** For looking, beside the page: from the right edge, over the whole width of a phone. Esc and a click beside it close it. */
export function SidePanel({ onClose, title, description, children }: SidePanelProps) {
  return (
    <SideSheet onClose={onClose} side="right" className="w-full max-w-xl" isDescribed>
      <div className="flex items-start gap-4 border-b px-5 py-4">
        <div className="grid flex-1 gap-1">
          <Radix.Title className="text-16 font-semibold">{title}</Radix.Title>
          <Radix.Description className="text-13 text-text-muted">{description}</Radix.Description>
        </div>
        <CloseCross className="-mr-1.5" />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
    </SideSheet>
  );
}
