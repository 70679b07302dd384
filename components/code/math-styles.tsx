"use client";

import "katex/dist/katex.min.css";

/** Brings the style and the fonts of formulas along. A font is loaded when a character of it is there. */
export const MathStyles = () => null;
