import { queryOptions } from "@tanstack/react-query";
import { apiImportPreflightUrl } from "@/lib/routes";
import { importPreflight } from "@/lib/wire/import-preflight";
import { callDashboard } from "./call-dashboard";
import { queryKeys } from "./query-keys";

/** What the dashboard's server sees of a remote. */
export function importPreflightQuery(url: string) {
  return queryOptions({
    queryKey: queryKeys.importPreflight(url),
    queryFn: ({ signal }) =>
      callDashboard(importPreflight, {
        method: "POST",
        url: apiImportPreflightUrl(),
        body: { url },
        signal,
      }),
    staleTime: 60_000,
    retry: false,
  });
}
