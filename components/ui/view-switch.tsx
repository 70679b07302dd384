"use client";

import { type ReactNode, useState } from "react";
import { Button } from "./button";

interface ViewSwitchProps {
  /** The attribute of the surrounding `[data-file-view]` that the style sheet looks at. */
  attribute: "data-wrap" | "data-raw-text";
  /** Where the choice is remembered, so that the server draws the next page right at once. */
  cookie?: string;
  initial: boolean;
  children: ReactNode;
}

/** Switches how the code below looks. Only an attribute changes: ten thousand lines are not rendered again. */
export function ViewSwitch({ attribute, cookie, initial, children }: ViewSwitchProps) {
  const [isOn, setIsOn] = useState(initial);
  return (
    <Button
      size="sm"
      aria-pressed={isOn}
      className="aria-pressed:bg-accent-subtle aria-pressed:text-accent-text"
      onClick={(event) => {
        const next = !isOn;
        setIsOn(next);
        event.currentTarget.closest("[data-file-view]")?.toggleAttribute(attribute, next);
        if (cookie === undefined) return;
        // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from Firefox and Safari
        document.cookie = `${cookie}=${next ? "on" : "off"}; path=/; max-age=31536000; samesite=lax`;
      }}
    >
      {children}
    </Button>
  );
}
