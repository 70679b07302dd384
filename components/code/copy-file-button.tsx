"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";

/** Copies a file's content, fetched when asked for: the page does not carry it twice. */
export function CopyFileButton({ rawHref }: { rawHref: string }) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");

  const copy = async () => {
    try {
      const answer = await fetch(rawHref);
      if (!answer.ok) throw new Error(`The file answered ${answer.status}`);
      await navigator.clipboard.writeText(await answer.text());
      setState("copied");
    } catch {
      setState("failed");
    }
    setTimeout(() => setState("idle"), 2000);
  };

  const words = { idle: "Copy", copied: "Copied", failed: "Not copied" }[state];
  return (
    <Button size="sm" onClick={copy}>
      {state === "copied" ? (
        <Check size={16} aria-hidden className="text-success" />
      ) : (
        <Copy size={16} aria-hidden />
      )}
      <span role="status">{words}</span>
    </Button>
  );
}
