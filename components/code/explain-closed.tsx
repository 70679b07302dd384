import { notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import type { ClosedPath } from "@/lib/reading/open-path";
import { rawUrl } from "@/lib/routes";

/** What a page shows of a place that could not be opened, if it does not lead elsewhere or to the 404. */
export function explainClosed(namespace: string, place: ClosedPath): ReactNode {
  // A file without a name has no page.
  if (place.closed === "bare-file") redirect(rawUrl(namespace, place.repo.name, place.ref.name, ""));
  notFound();
}
