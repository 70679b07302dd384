"use client";

import type { AsyncLocalStorage } from "node:async_hooks";
import { useRouter } from "next/navigation";
import { type HTMLAttributes, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { PageRequest } from "@/lib/process/page-request";

interface StaticHtmlProps extends HTMLAttributes<HTMLElement> {
  /** What element holds it. */
  as: "div" | "ol" | "span";
  /** Names its bytes: the same name is the same HTML. */
  name: string;
  /** Left out where the document has it already. */
  html: string | undefined;
}

/** What pages held that were left, so that coming back finds it; React has kept the name alone. */
const left = new Map<string, string>();
const leftMax = 20;

/**
 * HTML that is there to be read: no part of it is React's in the browser, so it is neither sent a second time nor walked through when the
 * page comes alive. Made by `Static` alone, from elements whose texts React has escaped. Clicks in it belong to the
 * listeners of the document (`LinkTurns`, `CopyTurns`).
 */
export function StaticHtml({ as: Tag, name, html, ...attributes }: StaticHtmlProps) {
  const box = useRef<HTMLElement | null>(null);
  // Of the first render under this name: what comes later under it is the same, and setting it again would lose a selection.
  const [shown, setShown] = useState({ name, html: html ?? ofDocument(name), isLost: false });
  if (shown.name !== name) setShown({ name, html: html ?? ofDocument(name), isLost: false });
  if (shown.isLost && html !== undefined) setShown({ name, html, isLost: false });

  useLayoutEffect(() => {
    const element = box.current;
    return () => {
      if (element === null || element.innerHTML === "") return;
      left.delete(name);
      left.set(name, element.innerHTML);
      for (const oldest of left.keys()) if (left.size > leftMax) left.delete(oldest);
    };
  }, [name]);

  useEffect(() => {
    if (box.current?.innerHTML === "" && html === undefined) setShown({ name, html: "", isLost: true });
  }, [html, name]);

  return (
    <>
      <Tag
        {...attributes}
        ref={(element: HTMLElement | null) => {
          box.current = element;
        }}
        suppressHydrationWarning
        // biome-ignore lint/security/noDangerouslySetInnerHtml: escaped by React, see `Static`
        dangerouslySetInnerHTML={{ __html: shown.html }}
      />
      {shown.isLost ? <AskAgain /> : null}
    </>
  );
}

/** Come back to after all too many others, or drawn without its document. */
function AskAgain() {
  const router = useRouter();
  useEffect(() => router.refresh(), [router]);
  return null;
}

/** On the server what `Static` has left for the document; in the browser what stands in the document, or did when it was left. */
function ofDocument(name: string): string {
  if (typeof window !== "undefined") return left.get(name) ?? "";
  // Not imported: the browser has this file too. Sound because lib/process/page-request.ts alone fills the entry.
  const requests = globalThis.vitrinePerProcess?.get("page-requests")?.made as
    | AsyncLocalStorage<PageRequest>
    | undefined;
  return requests?.getStore()?.html.get(name) ?? "";
}
