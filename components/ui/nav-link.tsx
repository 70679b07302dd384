"use client";

import Link, { useLinkStatus } from "next/link";
import type { ComponentProps } from "react";

/** A line at the top of the window while a page is on its way, after a moment's grace. */
function PendingLine() {
  const { pending } = useLinkStatus();
  if (!pending) return null;
  return (
    <span role="status" className="pointer-events-none fixed inset-x-0 top-0 z-50 h-0.5 overflow-hidden">
      <span className="sr-only">Loading the page</span>
      <span className="block h-full w-2/5 animate-pending bg-accent" />
    </span>
  );
}

/** A link inside the dashboard. Nothing is fetched ahead: each page costs calls to the Artifacts API. */
export function NavLink({ children, prefetch = false, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link {...rest} prefetch={prefetch}>
      {children}
      <PendingLine />
    </Link>
  );
}
