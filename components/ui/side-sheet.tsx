"use client";

import clsx from "clsx";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { giveFocusBack } from "./give-focus-back";

interface SideSheetProps {
  onClose: () => void;
  side: "left" | "right";
  className: string;
  /** Whether a `Radix.Description` is among what it holds. */
  isDescribed?: boolean;
  onEscapeKeyDown?: (event: KeyboardEvent) => void;
  children: ReactNode;
}

/** What `SideDrawer` and `SidePanel` stand in: a sheet at an edge, over the page, which gives the focus back. */
export function SideSheet({
  onClose,
  side,
  className,
  isDescribed,
  onEscapeKeyDown,
  children,
}: SideSheetProps) {
  // Radix gives the focus back to its own trigger only.
  const opener = useRef<Element | null>(null);
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Radix.Overlay className="animate-fade-in fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          {...(isDescribed ? {} : { "aria-describedby": undefined })}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            giveFocusBack(opener.current);
          }}
          {...(onEscapeKeyDown ? { onEscapeKeyDown } : {})}
          className={clsx(
            "animate-fade-in fixed inset-y-0 z-50 flex flex-col bg-bg-raised shadow-float",
            side === "left" ? "left-0 border-r" : "right-0 border-l",
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
