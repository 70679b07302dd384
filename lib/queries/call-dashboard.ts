import { callTrailHeader } from "@/lib/wire/call-trail-header";
import { readFailureBody } from "@/lib/wire/failure-facts";
import { ApiFailure } from "./api-failure";
import { noteCalls } from "./note-calls";

/** A schema of zod, or a check by hand where a page is to be read without carrying zod. */
export interface Check<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error?: unknown };
}

export interface DashboardCall {
  method?: "GET" | "POST" | "DELETE";
  /** Of `/-/api`, as `lib/routes.ts` builds it. */
  url: string;
  body?: unknown;
  signal?: AbortSignal;
}

/** Calls a route of `/-/api` and checks its answer. Throws `ApiFailure`; an abort is thrown as it is. */
export async function callDashboard<T>(
  schema: Check<T>,
  { method = "GET", url, body, signal }: DashboardCall,
): Promise<T> {
  let response: Response;
  let json: unknown;
  try {
    response = await fetch(url, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
    });
    noteCalls(method, url, response.headers.get(callTrailHeader));
    json = await response.json().catch((cause: unknown) => {
      if (cause instanceof SyntaxError) return null;
      throw cause;
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiFailure("unreachable", "The dashboard does not answer.", { cause });
  }
  if (!response.ok) {
    const failure = readFailureBody(json);
    if (failure === null) throw new ApiFailure("internal", `The dashboard answered ${response.status}.`);
    const { kind, message, ...detail } = failure;
    throw new ApiFailure(kind, message, detail);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  // A page from before an update of the dashboard may meet answers from after it.
  throw new ApiFailure("internal", "The dashboard answered in an unknown form.", { cause: parsed.error });
}
