"use client";

import { AlertDialog as Radix } from "radix-ui";
import { useRef } from "react";
import { Button } from "./button";
import { giveFocusBack } from "./give-focus-back";
import type { useLeaveGuard } from "./use-leave-guard";

/** The question itself, over the dialog that it is about. */
export function LeaveQuestionDialog({ asked }: { asked: ReturnType<typeof useLeaveGuard>["asked"] }) {
  const before = useRef<Element | null>(null);
  return (
    <Radix.Root open={asked !== null} onOpenChange={(open) => !open && asked?.stay()}>
      <Radix.Portal>
        <Radix.Overlay className="animate-fade-in fixed inset-0 z-50 bg-scrim" />
        <Radix.Content
          onOpenAutoFocus={() => {
            before.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            giveFocusBack(before.current);
          }}
          className="animate-rise-in fixed inset-x-4 top-[max(2rem,20dvh)] z-50 mx-auto grid max-w-sm gap-1 rounded-lg border bg-bg-raised px-5 pt-4 pb-5 shadow-float"
        >
          <Radix.Title className="text-16 font-semibold">{asked?.question.title}</Radix.Title>
          <Radix.Description className="text-13 text-text-muted">{asked?.question.advice}</Radix.Description>
          <div className="mt-4 flex flex-wrap justify-end gap-2">
            <Radix.Cancel asChild>
              <Button>{asked?.question.stay}</Button>
            </Radix.Cancel>
            <Button variant="danger" onClick={asked?.decide}>
              {asked?.question.leave}
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
