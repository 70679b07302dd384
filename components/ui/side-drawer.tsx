"use client";

import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { CloseCross } from "./close-cross";
import { SideSheet } from "./side-sheet";

interface SideDrawerProps {
  onClose: () => void;
  title: string;
  children: ReactNode;
}

/** Esc empties a field that is searched with before it closes anything. */
function leaveToSearch(event: KeyboardEvent) {
  const { target } = event;
  if (target instanceof HTMLInputElement && target.type === "search" && target.value !== "") {
    event.preventDefault();
  }
}

/** A panel from the left edge, over the page: for what has no room beside it on a phone. Esc closes. */
export function SideDrawer({ onClose, title, children }: SideDrawerProps) {
  return (
    <SideSheet
      onClose={onClose}
      side="left"
      className="w-80 max-w-[calc(100vw-3rem)]"
      onEscapeKeyDown={leaveToSearch}
    >
      <div className="flex h-14 shrink-0 items-center justify-between border-b pr-2 pl-4">
        <Radix.Title className="text-14 font-semibold">{title}</Radix.Title>
        <CloseCross />
      </div>
      <div className="flex min-h-0 flex-1 flex-col">{children}</div>
    </SideSheet>
  );
}
