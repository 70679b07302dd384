"use client";

import dynamic from "next/dynamic";

/** Hardly any text holds a formula. The server links the style, so it needs no JavaScript. */
export const LazyMathStyles = dynamic(() => import("./math-styles").then((module) => module.MathStyles));
