"use client";

import { type DehydratedState, HydrationBoundary, hydrate, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useLayoutEffect } from "react";
import { mayMissChange } from "./last-change";

interface HydrateQueriesProps {
  state: DehydratedState;
  /** When the server began to read it, in milliseconds since 1970. */
  readFrom: number;
  children: ReactNode;
}

/**
 * Hands what the server has read to the queries below. React Query's own boundary puts newer data in the place of older only
 * after the queries have mounted: a list that a change made stale would be fetched by the server and by the browser. What the
 * server began to read before the change is left to the boundary, so that the browser fetches it again.
 */
export function HydrateQueries({ state, readFrom, children }: HydrateQueriesProps) {
  const client = useQueryClient();
  useLayoutEffect(() => {
    // Older data than the browser has is left out.
    if (!mayMissChange(client, readFrom)) hydrate(client, state);
  }, [client, state, readFrom]);
  return <HydrationBoundary state={state}>{children}</HydrationBoundary>;
}
