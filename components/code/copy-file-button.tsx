"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import type { Encoding } from "@/lib/text/encodings";

/** Copies a file's content, fetched when asked for: the page does not carry it twice. */
export function CopyFileButton({ rawHref, encoding }: { rawHref: string; encoding: Encoding }) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");

  const copy = async () => {
    try {
      // Loaded by the first copy; reports to the drawer of calls what this one took.
      const [{ fetchRaw }, { decodeAs }] = await Promise.all([
        import("@/lib/queries/fetch-raw"),
        import("@/lib/text/decode-as"),
      ]);
      const answer = await fetchRaw(rawHref, { cache: "no-cache" });
      if (!answer.ok) throw new Error(`The file answered ${answer.status}`);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      await navigator.clipboard.writeText(decodeAs(bytes, encoding));
      setState("copied");
    } catch {
      setState("failed");
    }
    setTimeout(() => setState("idle"), 2000);
  };

  const words = { idle: "Copy", copied: "Copied", failed: "Not copied" }[state];
  return (
    <Button size="sm" onClick={copy} data-action="Copy the file" title="Copy the content">
      {state === "copied" ? <Icon name="check" className="text-success" /> : <Icon name="copy" />}
      <span role="status" className="max-sm:sr-only">
        {words}
      </span>
    </Button>
  );
}
