import type { ReactNode } from "react";
import { edgeClass } from "@/components/ui/edge-class";

interface PageProps {
  /** The page's heading, for those that show none themselves. */
  title?: string;
  /** Whether it is the first page of a repo: see `RepoHeader`. */
  isRepoRoot?: boolean;
  children: ReactNode;
}

/** The content of a page, between the same edges as what stands above it. */
export function Page({ title, isRepoRoot, children }: PageProps) {
  return (
    <main id="content" tabIndex={-1} data-repo-root={isRepoRoot} className={`${edgeClass} page`}>
      {title === undefined ? null : (
        <h1 className="sr-only print:not-sr-only print:mb-4 print:text-20 print:font-semibold">{title}</h1>
      )}
      {children}
    </main>
  );
}
