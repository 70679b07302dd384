"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { currentTypedAhead, openOverlay } from "./overlay";
import { lineHashOf } from "./parse-lines";

/** Asks for a line, or a range of them, and goes there by the hash: what the page makes of a hash is its own matter. */
export default function LineDialog() {
  const [text, setText] = useState(currentTypedAhead);
  const [isRefused, setRefused] = useState(false);
  const error = isRefused ? "A line number such as 42, or a range such as 10-20." : null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const hash = lineHashOf(text);
    setRefused(hash === null);
    if (hash === null) return;
    openOverlay(null);
    window.location.hash = hash;
  };

  return (
    <Dialog open onOpenChange={() => openOverlay(null)} title="Go to a line">
      <form onSubmit={submit} className="grid gap-4">
        <Field id="line" label="Line, or from-to" error={error}>
          <Input
            id="line"
            value={text}
            inputMode="numeric"
            autoComplete="off"
            placeholder="42 or 10-20"
            aria-invalid={error !== null}
            aria-describedby={describedBy("line", { error })}
            onChange={(event) => {
              setText(event.target.value);
              setRefused(false);
            }}
          />
        </Field>
        <Button type="submit" variant="primary" className="justify-self-end">
          Go to line
        </Button>
      </form>
    </Dialog>
  );
}
