"use client";

import { type ReactNode, useState } from "react";
import { Name } from "@/components/names/name";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { lazyComponent } from "@/components/ui/lazy-component";
import { Popover } from "@/components/ui/popover";
import { SkeletonLines } from "@/components/ui/skeleton";
import { refLabel } from "@/lib/format/ref-label";
import { withQueries } from "@/lib/queries/with-queries";
import { branchesUrl, tagsUrl } from "@/lib/routes";
import type { RefPlace } from "./ref-choices";

const RefChoices = lazyComponent(
  () => withQueries(import("./ref-choices").then((file) => file.RefChoices)),
  SkeletonLines,
);

/** Leads to the same place at another branch or tag. */
export function RefPicker({ icon, ...place }: RefPlace & { icon: ReactNode }) {
  const { namespace, repo, current } = place;
  const [open, setOpen] = useState(false);
  const label = refLabel(current.kind, current.name);
  const allUrl = (current.kind === "tag" ? tagsUrl : branchesUrl)(namespace, repo);

  return (
    <>
      <Popover
        open={open}
        onOpenChange={setOpen}
        label="Branches and tags"
        trigger={
          <Button
            size="sm"
            data-key="w"
            data-key-label="Choose a branch or tag"
            className="max-w-64 min-w-0 max-sm:max-w-44"
            title={label}
          >
            {icon}
            <span className="truncate font-mono text-12">
              <Name>{label}</Name>
            </span>
            <Icon name="chevron-down" size={14} className="shrink-0 text-text-muted" />
            <span className="sr-only">Choose a branch or tag</span>
          </Button>
        }
      >
        <RefChoices {...place} close={() => setOpen(false)} />
      </Popover>
      <noscript>
        <span className="mr-3 font-mono text-12 [overflow-wrap:anywhere]">{label}</span>
        <a href={allUrl} className="text-13 text-accent-text underline">
          All branches and tags
        </a>
      </noscript>
    </>
  );
}
