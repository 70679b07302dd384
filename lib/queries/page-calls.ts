import { apiCallsUrl } from "@/lib/routes";
import { readFailureBody } from "@/lib/wire/failure-facts";
import { type CallTrail, callTrail } from "@/lib/wire/upstream-calls";
import { ApiFailure } from "./api-failure";

/** The calls that the server made for a page. Not by `callDashboard`, which would record that they were asked for. */
export async function fetchPageCalls(request: string): Promise<CallTrail> {
  const response = await fetch(apiCallsUrl(request), { cache: "no-store" }).catch(() => null);
  const json: unknown = await response?.json().catch(() => null);
  const parsed = callTrail.safeParse(json);
  if (response?.ok && parsed.success) return parsed.data;
  const failure = readFailureBody(json);
  throw new ApiFailure(
    failure?.kind ?? "internal",
    failure?.message ?? "The dashboard did not tell the calls of this page.",
  );
}
