"use client";

import Link, { useLinkStatus } from "next/link";
import type { ComponentProps } from "react";
import { PendingLine } from "./pending-line";

function PendingPage() {
  return useLinkStatus().pending ? <PendingLine /> : null;
}

/** A link inside the dashboard. Nothing is fetched ahead: each page costs calls to the Artifacts API. */
export function NavLink({ children, prefetch = false, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link {...rest} prefetch={prefetch}>
      {children}
      <PendingPage />
    </Link>
  );
}
