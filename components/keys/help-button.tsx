"use client";

import type { ReactNode } from "react";
import { openOverlay } from "./overlay";

/** The way to the keys, and back to single keys once they are off. The icon is drawn by the server: no page loads it. */
export function HelpButton({ icon }: { icon: ReactNode }) {
  return (
    <button
      type="button"
      data-action="Keys and their switch"
      onClick={() => openOverlay("help")}
      className="flex items-center gap-1.5 rounded-sm hover:text-text noscript:hidden pointer-coarse:min-h-11"
    >
      {icon}
      Keys
    </button>
  );
}
