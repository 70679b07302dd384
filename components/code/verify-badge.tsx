"use client";

import { useState } from "react";
import { lazyComponent } from "@/components/ui/lazy-component";
import type { VerifiedPlace } from "@/lib/queries/verify";
import { VerifyButton } from "./verify-button";

const VerifyPanel = lazyComponent<VerifiedPlace>(
  () => import("./verify-panel").then((file) => file.VerifyPanel),
  () => <VerifyButton icon="shield-question-mark" label="Verifying…" aria-busy className="text-text-muted" />,
);

/** Recomputes, in the browser, the Git hashes from what is shown up to its commit. What does it is loaded by the first click. */
export function VerifyBadge(props: VerifiedPlace) {
  const [wasClicked, setWasClicked] = useState(false);
  if (wasClicked) return <VerifyPanel {...props} />;
  return (
    <VerifyButton
      icon="shield-question-mark"
      label="Verify"
      className="text-text-muted"
      onClick={() => setWasClicked(true)}
    />
  );
}
