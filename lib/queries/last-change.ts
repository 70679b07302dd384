import type { QueryClient } from "@tanstack/react-query";

/** When something was last changed from this tab, in milliseconds since 1970. */
const changes = new WeakMap<QueryClient, number>();

/** Called once a change is made, before what it touches is fetched again. */
export function noteChange(client: QueryClient): void {
  changes.set(client, Date.now());
}

/** Whether a read that began then (milliseconds since 1970) may have missed a change. */
export function mayMissChange(client: QueryClient, begunAt: number): boolean {
  return begunAt <= (changes.get(client) ?? Number.NEGATIVE_INFINITY);
}
