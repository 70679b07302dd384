"use client";

import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import type { Drawing } from "./draw-mermaid";

type State =
  | { kind: "source" }
  | { kind: "drawn"; drawing: Drawing }
  | { kind: "failed"; reason: string; isHeavy: boolean };

interface MermaidDiagramProps {
  source: string;
  /** The source as code: what is seen until the picture is there, and where it cannot be drawn. */
  children: ReactNode;
}

/** A diagram, drawn once it comes near the window, again when the colours change. */
export function MermaidDiagram({ source, children }: MermaidDiagramProps) {
  const box = useRef<HTMLElement>(null);
  const [state, setState] = useState<State>({ kind: "source" });
  const [isAskedFor, setAskedFor] = useState(false);
  const isNear = useIsNear(box);
  const theme = useSyncExternalStore(onThemeChange, currentTheme, () => "light" as const);

  useEffect(() => {
    if (!isNear) return;
    let isStale = false;
    draw(source, theme, isAskedFor).then((next) => {
      if (!isStale) setState(next);
    });
    return () => {
      isStale = true;
    };
  }, [isNear, source, theme, isAskedFor]);

  if (state.kind === "drawn") {
    const { url, width, height, title } = state.drawing;
    return (
      <figure ref={box} className="diagram">
        {/* biome-ignore lint/performance/noImgElement: a picture made here, which no optimiser may touch */}
        <img src={url} width={width} height={height} alt={title === "" ? "Diagram" : `Diagram: ${title}`} />
        <details>
          <summary>Source</summary>
          {children}
        </details>
      </figure>
    );
  }
  return (
    <figure ref={box} className="diagram" data-waiting={state.kind === "source" || undefined}>
      {state.kind === "failed" ? (
        <figcaption>
          {state.isHeavy ? "This diagram is not drawn by itself" : "This diagram could not be drawn"}, so here
          is its source. {state.reason}
          {state.isHeavy ? (
            <Button size="sm" className="ml-2" disabled={isAskedFor} onClick={() => setAskedFor(true)}>
              {isAskedFor ? "Drawing…" : "Draw it"}
            </Button>
          ) : null}
        </figcaption>
      ) : null}
      {children}
    </figure>
  );
}

async function draw(source: string, theme: "light" | "dark", isAskedFor: boolean): Promise<State> {
  try {
    const { drawMermaid } = await import("./draw-mermaid");
    return { kind: "drawn", drawing: await drawMermaid(source, theme, isAskedFor) };
  } catch (error) {
    const isHeavy = error instanceof Error && error.name === "HeavyDiagram";
    return { kind: "failed", reason: firstLineOf(error), isHeavy };
  }
}

function useIsNear(box: { current: HTMLElement | null }): boolean {
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    if (box.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        setIsNear(true);
      },
      { rootMargin: "300px" },
    );
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box]);
  return isNear;
}

const darkSystem = "(prefers-color-scheme: dark)";

function currentTheme(): "light" | "dark" {
  const { theme } = document.documentElement.dataset;
  if (theme === "light" || theme === "dark") return theme;
  return matchMedia(darkSystem).matches ? "dark" : "light";
}

function onThemeChange(listener: () => void): () => void {
  const system = matchMedia(darkSystem);
  const page = new MutationObserver(listener);
  system.addEventListener("change", listener);
  page.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    system.removeEventListener("change", listener);
    page.disconnect();
  };
}

function firstLineOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n", 1)[0] ?? "").slice(0, 200);
}
