import { QueryClient } from "@tanstack/react-query";
import { packRows, unpackRows } from "./pack-rows";
import { shouldRetry } from "./should-retry";

/** A new client: one a request on the server, one a tab in the browser. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The server has just read what it hands over: it is not fetched again on the first paint.
        staleTime: 30_000,
        // Offline, a call fails and says so; by itself the library would hold it back, and a form would wait without end.
        networkMode: "always",
        refetchOnReconnect: true,
        retry: typeof window === "undefined" ? false : shouldRetry,
      },
      dehydrate: { serializeData: packRows },
      hydrate: { deserializeData: unpackRows },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
