import { queryOptions } from "@tanstack/react-query";
import { apiImportPreflightUrl } from "@/lib/routes";
import { importPreflight } from "@/lib/wire/import-preflight";
import { callDashboard } from "./call-dashboard";
import { queryKeys } from "./query-keys";
import { repoNameTakenQuery } from "./repos";

const triesMax = 20;

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

/** `base`, or the first of `base-2`, `base-3` … that is free; `base` again when twenty are taken. */
export function freeNameQuery(namespace: string, base: string) {
  return queryOptions({
    queryKey: queryKeys.freeName(namespace, base),
    queryFn: async ({ client }) => {
      for (let number = 1; number <= triesMax; number += 1) {
        const name = number === 1 ? base : `${base}-${number}`;
        if (!(await client.fetchQuery(repoNameTakenQuery(namespace, name)))) return name;
      }
      return base;
    },
    staleTime: 5_000,
    retry: false,
  });
}
