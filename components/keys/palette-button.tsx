"use client";

import { Icon } from "@/components/ui/icon";
import { openOverlay } from "./overlay";

/** The palette for those who do not know its key. */
export function PaletteButton() {
  return (
    <button
      type="button"
      aria-label="Search and commands"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => openOverlay("palette")}
      className="palette-button"
    >
      <Icon name="search" size={14} />
      <span aria-hidden className="max-md:hidden">
        Search
      </span>
      <kbd aria-hidden className="text-12 max-md:hidden">
        Ctrl K
      </kbd>
    </button>
  );
}
