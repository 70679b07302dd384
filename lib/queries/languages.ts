import { queryOptions } from "@tanstack/react-query";
import { apiLanguagesUrl } from "@/lib/routes";
import { languageList } from "@/lib/wire/answers";
import { callDashboard } from "./call-dashboard";

/** Every language that code can be coloured in. It changes with the dashboard only. */
export function languagesQuery() {
  return queryOptions({
    queryKey: ["languages"],
    queryFn: ({ signal }) => callDashboard(languageList, { url: apiLanguagesUrl(), signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
