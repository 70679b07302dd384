"use client";

import { Icon } from "@/components/ui/icon";
import { openOverlay } from "./overlay";

/** The way to the keys, and back to single keys once they are off. */
export function HelpButton() {
  return (
    <button
      type="button"
      data-action="Keys and their switch"
      onClick={() => openOverlay("help")}
      className="foot-tool"
    >
      <Icon name="keyboard" size={14} />
      Keys
    </button>
  );
}
