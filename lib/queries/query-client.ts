import { QueryClient } from "@tanstack/react-query";
import type { FailureKind } from "@/lib/http/failure";
import { ApiFailure } from "./api-failure";

const retriesMax = 2;
const passing: FailureKind[] = ["unreachable", "upstream", "internal"];

/** Only what may pass by itself is asked again; a "no" stays a "no". */
export function shouldRetry(failureCount: number, error: Error): boolean {
  return failureCount < retriesMax && error instanceof ApiFailure && passing.includes(error.kind);
}

/** A new client: one a request on the server, one a tab in the browser. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The server has just read what it hands over: do not ask again on the first paint.
        staleTime: 30_000,
        retry: typeof window === "undefined" ? false : shouldRetry,
      },
      mutations: { retry: false },
    },
  });
}
