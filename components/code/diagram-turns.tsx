"use client";

import { useEffect } from "react";
import { enlivenDiagram } from "./enliven-diagram";

/** Draws the diagrams of a text, which is HTML; `text` is its name, which its element has. */
export function DiagramTurns({ text }: { text: string }) {
  useEffect(() => {
    const left = new AbortController();
    const selector = `[data-text="${text}"] figure[data-source]`;
    for (const figure of document.querySelectorAll<HTMLElement>(selector))
      enlivenDiagram(figure, left.signal);
    return () => left.abort();
  }, [text]);
  return null;
}
