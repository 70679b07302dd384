"use client";

import dynamic from "next/dynamic";

/** Hardly any text holds a diagram. Its source is drawn by the server. */
export const LazyMermaidDiagram = dynamic(() =>
  import("./mermaid-diagram").then((module) => module.MermaidDiagram),
);
