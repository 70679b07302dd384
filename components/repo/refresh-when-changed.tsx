"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { mayMissChange } from "@/lib/queries/last-change";

/**
 * Asks the server for the page again where it began to read it before a change that was made in this tab: Back shows a page as
 * it was, and what it counts is what a deletion warns with.
 */
export function RefreshWhenChanged({ readFrom }: { readFrom: number }) {
  const client = useQueryClient();
  const router = useRouter();
  // Once each time the page is shown: by a clock that is behind, the next reading is before the change too.
  const isAsked = useRef(false);
  useEffect(() => {
    if (isAsked.current || !mayMissChange(client, readFrom)) return;
    isAsked.current = true;
    router.refresh();
  }, [client, router, readFrom]);
  useEffect(
    () => () => {
      isAsked.current = false;
    },
    [],
  );
  return null;
}
