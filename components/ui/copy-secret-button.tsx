"use client";

import { useEffect, useState } from "react";
import { Button } from "./button";
import { Icon } from "./icon";

interface CopySecretButtonProps {
  secret: string;
  /** What is copied, as in "Copy <what>". */
  what: string;
  onCopied: (() => void) | undefined;
}

/** Copies what may not stand in an attribute, where all that reads the page would find it, and says when it has. */
export function CopySecretButton({ secret, what, onCopied }: CopySecretButtonProps) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");

  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 2000);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      setState("copied");
      onCopied?.();
    } catch {
      setState("failed");
    }
  };

  const words = { idle: `Copy ${what}`, copied: "Copied", failed: "Copying was refused" }[state];
  return (
    <Button variant="ghost" size="icon" onClick={copy} title={words} aria-label={words} className="shrink-0">
      {state === "copied" ? <Icon name="check" className="text-success" /> : <Icon name="copy" />}
      <span role="status" className="sr-only">
        {state === "idle" ? "" : words}
      </span>
    </Button>
  );
}
