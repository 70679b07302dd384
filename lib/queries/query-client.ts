import { QueryClient } from "@tanstack/react-query";
import { shouldRetry } from "./should-retry";

/** A new client: one a request on the server, one a tab in the browser. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The server has just read what it hands over: it is not fetched again on the first paint.
        staleTime: 30_000,
        retry: typeof window === "undefined" ? false : shouldRetry,
      },
      mutations: { retry: false },
    },
  });
}
