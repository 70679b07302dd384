"use client";

import clsx from "clsx";
import { useEffect, useState } from "react";
import { Button } from "./button";
import { Icon } from "./icon";

interface CopyButtonProps {
  text: string;
  /** What is copied, as in "Copy <what>". */
  what: string;
  /** Show the words beside the icon. */
  worded?: boolean;
  className?: string;
  onCopied?: () => void;
  /** Announces it to the palette: for the one such button of a page. */
  action?: string;
}

export function CopyButton({ text, what, worded, className, onCopied, action }: CopyButtonProps) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");

  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 2000);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
      onCopied?.();
    } catch {
      setState("failed");
    }
  };

  const words = { idle: `Copy ${what}`, copied: "Copied", failed: "Copying was refused" }[state];
  return (
    <Button
      variant={worded ? "secondary" : "ghost"}
      size={worded ? "sm" : "icon"}
      onClick={copy}
      data-action={action}
      title={words}
      aria-label={worded ? undefined : words}
      className={clsx("shrink-0", className)}
    >
      {state === "copied" ? <Icon name="check" className="text-success" /> : <Icon name="copy" />}
      {worded ? words : null}
      <span role="status" className="sr-only">
        {state === "idle" ? "" : words}
      </span>
    </Button>
  );
}
