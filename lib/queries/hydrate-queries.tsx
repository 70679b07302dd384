"use client";

import { type DehydratedState, HydrationBoundary, hydrate, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useLayoutEffect } from "react";

/**
 * Hands what the server has read to the queries below. React Query's own boundary puts newer data in the place of older only
 * after the queries have mounted: a list that a change made stale would be fetched by the server and by the browser.
 */
export function HydrateQueries({ state, children }: { state: DehydratedState; children: ReactNode }) {
  const client = useQueryClient();
  // Older data than the browser has is left out.
  useLayoutEffect(() => hydrate(client, state), [client, state]);
  return <HydrationBoundary state={state}>{children}</HydrationBoundary>;
}
