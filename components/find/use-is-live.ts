"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False on the server and for the first paint: what needs JavaScript appears when it is there. */
export function useIsLive(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
