import "server-only";
import { z } from "zod";
import { readAtMost } from "@/lib/bytes/bounded-body";
import { ArtifactsError } from "./artifacts-error";
import { takeTurn } from "./bulk-calls";
import { type NoteEnd, noteCall } from "./call-trail";
import { connection, forgetApiToken } from "./connection";
import { errorOfAnswer } from "./failed-answer";

export interface ApiCall {
  /** Below `/client/v4`, from `contract/paths`. */
  path: string;
  method?: "GET" | "POST" | "DELETE";
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  /** The caller's: when it aborts, its reason is thrown as it is. */
  signal?: AbortSignal;
  timeoutMs?: number;
}

const readTimeoutMs = 30_000;
/** The hosted service takes 3 to 5 s for a create. */
const changeTimeoutMs = 60_000;
/** A tree of 100,000 entries is some 15 MB. */
const jsonMaxBytes = 64 * 1024 * 1024;
const errorMaxBytes = 256 * 1024;

/** Paging as either form has it; every field may be missing, for the hosted service has been seen to leave some out. */
const pagingInfo = z.object({
  cursor: z.string().nullish(),
  page: z.number().nullish(),
  total_pages: z.number().nullish(),
  total_count: z.number().nullish(),
});
export type PagingInfo = z.infer<typeof pagingInfo>;

const successEnvelope = z.object({
  success: z.literal(true),
  result: z.unknown(),
  result_info: pagingInfo.nullish(),
});

/** Calls a JSON route and checks its answer. Throws `ArtifactsError`. */
export async function callApi<T extends z.ZodType>(
  schema: T,
  call: ApiCall,
): Promise<{ result: z.output<T>; paging: PagingInfo | null }> {
  return askInTurn(call, async () => {
    const timeoutMs = call.timeoutMs ?? (isRead(call) ? readTimeoutMs : changeTimeoutMs);
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = call.signal === undefined ? timeout : AbortSignal.any([call.signal, timeout]);
    return explainFailure(call, timeoutMs, timeout, async () => {
      const { response, noteEnd } = await send(call, signal);
      const { bytes, truncated } = await readAtMost(response.body, jsonMaxBytes);
      noteEnd({ sizeBytes: bytes.byteLength });
      if (truncated) throw new ArtifactsError("upstream", "The answer of Artifacts is too large.");
      return parseAnswer(schema, response.status, bytes);
    });
  });
}

/**
 * Calls a route that answers with bytes; the body is the caller's to read or cancel. The timeout ends with the headers,
 * the caller's signal reaches the body too. Throws `ArtifactsError`.
 */
export async function callForBytes(
  call: ApiCall,
): Promise<{ body: ReadableStream<Uint8Array> | null; sizeBytes: number | null }> {
  return askInTurn(call, async () => {
    const timeoutMs = call.timeoutMs ?? readTimeoutMs;
    const headersLate = new AbortController();
    const timer = setTimeout(() => headersLate.abort(), timeoutMs);
    const signal =
      call.signal === undefined ? headersLate.signal : AbortSignal.any([call.signal, headersLate.signal]);
    try {
      const { response, noteEnd } = await explainFailure(call, timeoutMs, headersLate.signal, () =>
        send(call, signal),
      );
      const sizeBytes = sizeOf(response.headers);
      noteEnd({ sizeBytes });
      return { body: response.body, sizeBytes };
    } finally {
      clearTimeout(timer);
    }
  });
}

/** Turns failures of the connection into `unreachable`; for bodies read after `callForBytes` returned. */
export async function explainFailure<T>(
  call: Pick<ApiCall, "signal">,
  timeoutMs: number,
  timeout: AbortSignal | null,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof ArtifactsError) throw cause;
    if (call.signal?.aborted) throw cause;
    if (timeout?.aborted) {
      throw new ArtifactsError("unreachable", `Artifacts did not answer within ${timeoutMs / 1000} s.`, {
        cause,
      });
    }
    throw new ArtifactsError("unreachable", "Artifacts cannot be reached.", { cause });
  }
}

function isRead(call: ApiCall): boolean {
  return call.method === undefined || call.method === "GET";
}

/** In its turn. A kept-alive connection that the other side just closed fails at once; a read may simply be asked again. */
async function askInTurn<T>(call: ApiCall, work: () => Promise<T>): Promise<T> {
  try {
    return await takeTurn(work, call.signal);
  } catch (error) {
    if (!isRead(call) || !(error instanceof ArtifactsError) || !isConnectionReset(error.cause)) throw error;
    return takeTurn(work, call.signal);
  }
}

/** Whether the connection was closed by the other side while the call was on its way. */
export function isConnectionReset(cause: unknown): boolean {
  for (let error = cause, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth += 1) {
    if ("code" in error && ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"].includes(String(error.code)))
      return true;
  }
  return false;
}

/** The whole address of a call. */
export function urlOf({ path, query }: Pick<ApiCall, "path" | "query">): URL {
  const url = new URL(connection().apiBase + path);
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}

/** Fields of requests that reveal nothing; text that a person typed freely might. */
const tellable = new Set([
  "",
  "repo",
  "scope",
  "ttl",
  "name",
  "default_branch",
  "default_branch_only",
  "read_only",
  "branch",
  "depth",
]);

function tellableBody(body: unknown): string | null {
  if (body === undefined) return null;
  return JSON.stringify(body, (key, value: unknown) => (tellable.has(key) ? value : "…"));
}

async function send(call: ApiCall, signal: AbortSignal): Promise<{ response: Response; noteEnd: NoteEnd }> {
  // `fetch` resolves dot segments: a namespace called ".." would reach another route with our token.
  if (
    call.path
      .split("/")
      .slice(1)
      .some((segment) => ["", ".", ".."].includes(segment))
  ) {
    throw new ArtifactsError("not-found", "No such name in Artifacts.");
  }
  const { token } = connection();
  const url = urlOf(call);
  const headers = new Headers({
    authorization: `Bearer ${token}`,
    // A compressed answer would hide the size of a blob.
    "accept-encoding": "identity",
  });
  if (call.body !== undefined) headers.set("content-type", "application/json");
  const method = call.method ?? "GET";
  const noteEnd = noteCall({ via: "rest", method, url: url.href, body: tellableBody(call.body) });
  const response = await fetch(url, {
    method,
    headers,
    body: call.body === undefined ? undefined : JSON.stringify(call.body),
    signal,
    cache: "no-store",
    // The API does not redirect; following one could carry the request to somewhere else.
    redirect: "manual",
  });
  noteEnd({ status: response.status });
  if (response.ok) return { response, noteEnd };
  if (response.status === 401 || response.status === 403) forgetApiToken();
  const { bytes } = await readAtMost(response.body, errorMaxBytes);
  throw errorOfAnswer(response.status, response.headers, new TextDecoder().decode(bytes));
}

function sizeOf(headers: Headers): number | null {
  const length = headers.get("content-length");
  const encoding = headers.get("content-encoding");
  const isPlain = encoding === null || encoding === "identity";
  return isPlain && length !== null && /^\d{1,15}$/.test(length) ? Number(length) : null;
}

function parseAnswer<T extends z.ZodType>(
  schema: T,
  status: number,
  bytes: Uint8Array,
): { result: z.output<T>; paging: PagingInfo | null } {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // Without the cause: its message quotes the text, which may hold a secret.
    throw new ArtifactsError("upstream", "Artifacts answered with something that is not JSON.", { status });
  }
  const envelope = successEnvelope.safeParse(json);
  const result = schema.safeParse(envelope.data?.result);
  if (!envelope.success || !result.success) {
    throw new ArtifactsError("upstream", "Artifacts answered in an unknown form.", {
      status,
      cause: envelope.error ?? result.error,
    });
  }
  return { result: result.data, paging: envelope.data.result_info ?? null };
}
