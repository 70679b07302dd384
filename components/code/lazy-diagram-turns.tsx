"use client";

import dynamic from "next/dynamic";

/** Hardly any text holds a diagram. Its source is drawn by the server. */
export const LazyDiagramTurns = dynamic(() => import("./diagram-turns").then((file) => file.DiagramTurns));
