"use client";

import clsx from "clsx";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "./button";
import { CloseCross } from "./close-cross";
import { giveFocusBack } from "./give-focus-back";
import { LeaveQuestionDialog } from "./leave-question-dialog";
import { onTraverse } from "./on-traverse";
import { useLeaveGuard } from "./use-leave-guard";
import { LeaveGuardContext } from "./use-leave-question";

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

/**
 * One thing made or destroyed. Focus is kept inside and given back; Esc and Back close. Where something inside would be
 * lost (`useLeaveGuard`), leaving asks first.
 */
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
  const close = () => onOpenChange(false);
  const guard = useLeaveGuard(close);

  // Back and Forward may only change the query of the page below; the dialog belongs to what was there before.
  const closing = useRef(close);
  useEffect(() => {
    closing.current = close;
  });
  useEffect(() => {
    if (!open) return;
    return onTraverse(() => closing.current());
  }, [open]);

  return (
    <Radix.Root open={open} onOpenChange={(next) => (next ? onOpenChange(true) : guard.askFirst(close))}>
      <Radix.Portal>
        <Radix.Overlay className="animate-fade-in fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          onOpenAutoFocus={(event) => {
            opener.current = document.activeElement;
            const field =
              event.target instanceof Element ? event.target.querySelector("input, textarea") : null;
            if (!(field instanceof HTMLElement)) return;
            // The first field, not the cross before it.
            event.preventDefault();
            field.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // What was made here has replaced the button that led here, or led to a page that is read from its top.
            if (!giveFocusBack(opener.current)) giveFocusBack(document.querySelector("main"));
          }}
          onEscapeKeyDown={stay}
          onInteractOutside={stay}
          onClickCapture={guard.holdLink}
          className={clsx(
            "animate-rise-in fixed inset-x-4 top-(--top) z-50 mx-auto flex max-h-[calc(100dvh-1rem-var(--top))] flex-col overflow-hidden rounded-lg border bg-bg-raised shadow-float [--top:max(1rem,8dvh)]",
            size === "lg" ? "max-w-2xl" : "max-w-md",
          )}
        >
          <div className="flex items-start gap-4 px-5 pt-4">
            <div className="grid min-w-0 flex-1 gap-1 [overflow-wrap:anywhere]">
              <Radix.Title className="text-16 font-semibold">{title}</Radix.Title>
              {description ? (
                <Radix.Description className="text-13 text-text-muted">{description}</Radix.Description>
              ) : null}
            </div>
            <CloseCross className="-mr-1.5" />
          </div>
          <div className="overflow-y-auto px-5 pt-4 pb-5">
            <LeaveGuardContext value={guard.setQuestion}>{children}</LeaveGuardContext>
          </div>
          <LeaveQuestionDialog asked={guard.asked} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The row of buttons that ends a dialog: the act on the right, the way out left of it. */
export function DialogActions({ children }: { children: ReactNode }) {
  return (
    // In sight while what stands above scrolls, where that is a column of its own and no grid; over the padding below, too.
    <div className="sticky -bottom-5 z-1 mt-2 -mb-5 flex flex-wrap justify-end gap-2 border-t bg-bg-raised pt-4 pb-5">
      {children}
    </div>
  );
}

/** The way out of a dialog, which asks as Esc does. */
export function DialogCancel({ children = "Cancel" }: { children?: ReactNode }) {
  return (
    <Radix.Close asChild>
      <Button>{children}</Button>
    </Radix.Close>
  );
}
