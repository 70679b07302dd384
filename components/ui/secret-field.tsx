"use client";

import { useState } from "react";
import { Button } from "./button";
import { CopySecretButton } from "./copy-secret-button";
import { Icon } from "./icon";

interface SecretFieldProps {
  secret: string;
  label: string;
  /** It was copied: losing it from the page loses nothing. */
  onTaken?: () => void;
}

/** A secret that is in the page this once: hidden until asked for, copied without being shown. */
export function SecretField({ secret, label, onTaken }: SecretFieldProps) {
  const [isShown, setShown] = useState(false);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <span className="text-13 font-medium">{label}</span>
      <div className="flex items-center gap-1 rounded border border-border-strong bg-bg-subtle p-1 pl-3">
        <output
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label={label}
          className="min-w-0 flex-1 overflow-x-auto font-mono text-12 whitespace-nowrap"
        >
          {isShown ? secret : `${secret.slice(0, 7)}${"•".repeat(24)}`}
        </output>
        <Button
          variant="ghost"
          size="icon"
          aria-pressed={isShown}
          aria-label={isShown ? "Hide the token" : "Show the token"}
          title={isShown ? "Hide the token" : "Show the token"}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? <Icon name="eye-off" /> : <Icon name="eye" />}
        </Button>
        <CopySecretButton secret={secret} what="the token" onCopied={onTaken} />
      </div>
    </div>
  );
}
