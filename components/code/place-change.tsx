"use client";

import type { ReactNode } from "react";
import { lazyComponent } from "@/components/ui/lazy-component";
import type { LatestChangeProps } from "./latest-change";

interface PlaceChangeProps extends LatestChangeProps {
  /** The bar before what looks for the commit is here. */
  waiting: ReactNode;
}

const LatestChange = lazyComponent(
  () => import("./latest-change").then((file) => file.LatestChange),
  ({ waiting }: PlaceChangeProps) => waiting,
);

/** The commit that last changed a path. Most pages come with it; what looks further is loaded by the others. */
export function PlaceChange(props: PlaceChangeProps) {
  return <LatestChange {...props} />;
}
