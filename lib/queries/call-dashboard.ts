import { callTrailHeader } from "@/lib/wire/call-trail-header";
import { readFailureBody } from "@/lib/wire/failure-facts";
import { ApiFailure } from "./api-failure";
import { isOffline, noteAnswered } from "./connection";
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
  /** How long an answer may take. */
  timeoutMs?: number;
}

/** The dashboard's server waits a minute for Artifacts at most, and twice where it looks after a token besides. */
const answerTimeoutMs = 150_000;

const mayHaveHappened = "What you asked for may have happened all the same: look before you try again.";

/** Calls a route of `/-/api` and checks its answer. Throws `ApiFailure`; an abort is thrown as it is. */
export async function callDashboard<T>(
  schema: Check<T>,
  { method = "GET", url, body, signal, timeoutMs = answerTimeoutMs }: DashboardCall,
): Promise<T> {
  if (isOffline()) throw new ApiFailure("offline", "There is no connection.");
  const timeout = AbortSignal.timeout(timeoutMs);
  let response: Response;
  let json: unknown;
  try {
    response = await fetch(url, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
    noteAnswered(true);
    noteCalls(method, url, response.headers.get(callTrailHeader));
    json = await response.json().catch((cause: unknown) => {
      if (cause instanceof SyntaxError) return null;
      throw cause;
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw noAnswer({ method, timeoutMs, isLate: timeout.aborted, cause });
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

/** A change that was sent may have reached the dashboard, whatever became of its answer. */
function noAnswer({ method, timeoutMs, isLate, cause }: NoAnswer): ApiFailure {
  if (method === "GET" && isOffline()) return new ApiFailure("offline", "There is no connection.", { cause });
  if (!isLate) noteAnswered(false);
  const message = isLate
    ? `No answer came within ${timeoutMs / 1000} seconds.`
    : "The dashboard does not answer.";
  const notes = method === "GET" ? undefined : [message, mayHaveHappened];
  return new ApiFailure("unreachable", message, { cause, notes });
}

interface NoAnswer {
  method: string;
  timeoutMs: number;
  isLate: boolean;
  cause: unknown;
}
