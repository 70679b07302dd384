"use client";

import { useRouter } from "next/navigation";
import { type ComponentProps, type MouseEvent, useTransition } from "react";
import { PendingLine } from "./pending-line";

/**
 * A box whose plain links open inside the dashboard, as `NavLink` does: for lists so long that a component a link would be
 * felt. Without JavaScript they are links all the same.
 */
export function NavArea({ children, onClick, ...rest }: ComponentProps<"div">) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();

  const open = (event: MouseEvent<HTMLDivElement>) => {
    onClick?.(event);
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.target || link.origin !== window.location.origin) return;
    event.preventDefault();
    startTransition(() => router.push(link.pathname + link.search + link.hash));
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links inside take the keys
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click on it
    <div {...rest} onClick={open}>
      {children}
      {isPending ? <PendingLine /> : null}
    </div>
  );
}
