"use client";

import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "./button";
import { DialogActions, DialogCancel } from "./dialog";
import { useUnsavedInput } from "./use-leave-question";

interface DialogFormProps {
  /** Whether a field differs from what it began with: then leaving asks. */
  isDirty: boolean;
  isPending: boolean;
  /** Of the last submission. */
  error: unknown;
  /** Sends the form and says that it did; false when a field has to be put right first. */
  onSubmit: () => boolean;
  submitLabel: string;
  pendingLabel: ReactNode;
  children: ReactNode;
}

/** A form that ends in its dialog's buttons: sent once, its first wrong field focused, left with a question. */
export function DialogForm({
  isDirty,
  isPending,
  error,
  onSubmit,
  submitLabel,
  pendingLabel,
  children,
}: DialogFormProps) {
  const form = useRef<HTMLFormElement>(null);
  // Two clicks may come before the next render.
  const isSent = useRef(false);
  const [refusals, setRefusals] = useState(0);
  useUnsavedInput({ isDirty, isSubmitting: isPending });

  useEffect(() => {
    if (!isPending) isSent.current = false;
  }, [isPending]);
  useEffect(() => {
    if (refusals === 0 && !error) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals, error]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isSent.current || isPending) return;
    isSent.current = onSubmit();
    if (!isSent.current) setRefusals(refusals + 1);
  };

  return (
    <form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
      {children}
      <DialogActions>
        <DialogCancel />
        {/* Not `disabled`: a disabled button loses the focus. */}
        <Button variant="primary" type="submit" aria-disabled={isPending}>
          {isPending ? pendingLabel : submitLabel}
        </Button>
      </DialogActions>
    </form>
  );
}
