"use client";

import { lazyComponent } from "@/components/ui/lazy-component";
import { Skeleton } from "@/components/ui/skeleton";
import type { LatestChangeProps } from "./latest-change";
import { LatestCommit } from "./latest-commit";

const LatestChange = lazyComponent(
  () => import("./latest-change").then((file) => file.LatestChange),
  (props: LatestChangeProps) => (
    <LatestCommit
      {...props}
      commit={null}
      hashHref=""
      pending={<Skeleton className="my-1 w-56 max-w-full" />}
    />
  ),
);

/** The commit that last changed a path. Most pages come with it; what looks further is loaded by the others. */
export function PlaceChange(props: LatestChangeProps) {
  return <LatestChange {...props} />;
}
