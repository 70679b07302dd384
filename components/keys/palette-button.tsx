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
      className="flex h-8 items-center gap-2 rounded-full border px-2.5 text-13 text-text-muted transition-colors duration-150 hover:bg-bg-hover hover:text-text noscript:hidden max-md:w-8 max-md:justify-center max-md:px-0 pointer-coarse:h-11 pointer-coarse:max-md:w-11"
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
