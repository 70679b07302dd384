"use client";

import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { createQueryClient } from "./query-client";

let clientOfTab: QueryClient | undefined;

function queryClient(): QueryClient {
  if (typeof window === "undefined") return createQueryClient();
  clientOfTab ??= createQueryClient();
  return clientOfTab;
}

/**
 * Around what asks the dashboard from the browser. Not around every page: pages that are only read need none of it. Wherever it
 * stands, what was asked is remembered for the tab.
 */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(queryClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
