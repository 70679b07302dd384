"use client";

import { type ReactNode, useState } from "react";
import { lazyComponent } from "@/components/ui/lazy-component";
import type { VerifiedPlace } from "@/lib/queries/verify";
import { VerifyButton } from "./verify-button";

interface VerifyBadgeProps extends VerifiedPlace {
  /** Drawn by the server: no page loads it. */
  icon: ReactNode;
}

const VerifyPanel = lazyComponent<VerifyBadgeProps>(
  () => import("./verify-panel").then((file) => file.VerifyPanel),
  ({ icon }) => <VerifyButton icon={icon} label="Verifying…" aria-busy className="text-text-muted" />,
);

/** Recomputes, in the browser, the Git hashes from what is shown up to its commit. What does it is loaded by the first click. */
export function VerifyBadge(props: VerifyBadgeProps) {
  const [wasClicked, setWasClicked] = useState(false);
  if (wasClicked) return <VerifyPanel {...props} />;
  return (
    <VerifyButton
      icon={props.icon}
      label="Verify"
      className="text-text-muted"
      onClick={() => setWasClicked(true)}
    />
  );
}
