"use client";

import clsx from "clsx";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useRef } from "react";

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  /** Whether Esc and a click beside the dialog leave it alone: for what must not be lost by accident. */
  persistent?: boolean;
  size?: "md" | "lg";
  children: ReactNode;
}

/** One thing made or destroyed. Focus is kept inside and given back; Esc closes. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  persistent,
  size = "md",
  children,
}: DialogProps) {
  // Radix gives the focus back to its own trigger only; our dialogs open from wherever they are needed.
  const opener = useRef<Element | null>(null);
  const stay = (event: Event) => {
    if (persistent) event.preventDefault();
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="animate-fade-in fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener.current instanceof HTMLElement) opener.current.focus();
          }}
          onEscapeKeyDown={stay}
          onInteractOutside={stay}
          className={clsx(
            "animate-rise-in fixed inset-x-4 top-[max(1rem,10dvh)] z-50 mx-auto flex max-h-[calc(100dvh-2rem)] flex-col overflow-hidden rounded-lg border bg-bg-raised shadow-float sm:max-h-[80dvh]",
            size === "lg" ? "max-w-2xl" : "max-w-md",
          )}
        >
          <div className="flex items-start gap-4 px-5 pt-4">
            <div className="grid flex-1 gap-1">
              <Radix.Title className="text-16 font-semibold">{title}</Radix.Title>
              {description ? (
                <Radix.Description className="text-13 text-text-muted">{description}</Radix.Description>
              ) : null}
            </div>
            <Radix.Close
              aria-label="Close"
              className="-mr-1.5 grid size-8 shrink-0 place-items-center rounded text-text-muted hover:bg-bg-hover hover:text-text pointer-coarse:size-11"
            >
              <X size={16} aria-hidden />
            </Radix.Close>
          </div>
          <div className="overflow-y-auto px-5 pt-4 pb-5">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The row of buttons that ends a dialog: the act on the right, the way out left of it. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mt-2 flex flex-wrap justify-end gap-2 border-t pt-4">{children}</div>;
}
