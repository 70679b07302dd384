import { queryOptions } from "@tanstack/react-query";
import { apiLanguagesUrl } from "@/lib/routes";
import { languageList } from "@/lib/wire/answers";
import { callDashboard } from "./call-dashboard";
import { queryKeys } from "./query-keys";

/** Every language that code can be coloured in. It changes with the dashboard only. */
export function languagesQuery() {
  return queryOptions({
    queryKey: queryKeys.languages(),
    queryFn: ({ signal }) => callDashboard(languageList, { url: apiLanguagesUrl(), signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
