"use client";

import { useState } from "react";
import { Icon } from "@/components/ui/icon";
import { lazyComponent } from "@/components/ui/lazy-component";
import { Popover } from "@/components/ui/popover";
import { SkeletonLines } from "@/components/ui/skeleton";
import { withQueries } from "@/lib/queries/with-queries";

const NamespaceChoices = lazyComponent(
  () => withQueries(import("./namespace-choices").then((file) => file.NamespaceChoices)),
  SkeletonLines,
);

/** From one namespace to another. */
export function NamespaceSwitcher({ current }: { current: string }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label="Switch namespace"
      trigger={
        <button type="button" aria-label="Switch namespace" title="Switch namespace" className="crumb-switch">
          <Icon name="chevrons-up-down" size={14} />
        </button>
      }
    >
      <NamespaceChoices current={current} onLeave={() => setOpen(false)} />
    </Popover>
  );
}
