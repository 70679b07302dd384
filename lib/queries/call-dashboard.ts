import type { z } from "zod";
import { failureBody } from "@/lib/http/failure";
import { ApiFailure } from "./api-failure";

export interface DashboardCall {
  method?: "GET" | "POST" | "DELETE";
  /** Of `/-/api`, as `lib/routes.ts` builds it. */
  url: string;
  body?: unknown;
  signal?: AbortSignal;
}

/** Calls a route of `/-/api` and checks its answer. Throws `ApiFailure`; an abort is thrown as it is. */
export async function callDashboard<T extends z.ZodType>(
  schema: T,
  { method = "GET", url, body, signal }: DashboardCall,
): Promise<z.output<T>> {
  let response: Response;
  let json: unknown;
  try {
    response = await fetch(url, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
    });
    json = await response.json().catch((cause: unknown) => {
      if (cause instanceof SyntaxError) return null;
      throw cause;
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiFailure("unreachable", "The dashboard does not answer.", { cause });
  }
  if (!response.ok) {
    const failure = failureBody.safeParse(json);
    if (!failure.success) throw new ApiFailure("internal", `The dashboard answered ${response.status}.`);
    const { kind, message, ...detail } = failure.data.error;
    throw new ApiFailure(kind, message, detail);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  // A page from before an update of the dashboard may meet answers from after it.
  throw new ApiFailure("internal", "The dashboard answered in an unknown form.", { cause: parsed.error });
}
