import { callTrailHeader } from "@/lib/wire/call-trail-header";
import { readFailureBody } from "@/lib/wire/failure-facts";
import { ApiFailure } from "./api-failure";
import type { Check } from "./call-dashboard";
import { noteCalls } from "./note-calls";

interface LinesCall {
  url: string;
  /** What is posted; without it the lines are asked for by GET. */
  body?: unknown;
  signal: AbortSignal;
}

/**
 * The lines of an NDJSON answer of `/-/api`, checked, in groups as they arrive. Throws `ApiFailure`, also for a failure
 * that the answer reports in its last line; an abort is thrown as it is.
 */
export async function* readLines<T>(
  schema: Check<T>,
  { url, body, signal }: LinesCall,
): AsyncGenerator<T[], void> {
  const method = body === undefined ? "GET" : "POST";
  const response = await reach(signal, () =>
    fetch(url, {
      method,
      headers: {
        // Asks for a last line that lists all calls: the answer's own header goes out before most of them.
        [callTrailHeader]: "line",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
    }),
  );
  noteCalls(method, url, response.headers.get(callTrailHeader));
  if (!response.ok || response.body === null) throw await failureOfResponse(response);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reach(signal, () => reader.read());
      if (done) break;
      const lines = (rest + value).split("\n");
      rest = lines.pop() ?? "";
      const values: T[] = [];
      for (const line of lines) {
        if (line.startsWith(callsLineStart)) noteCalls(method, url, line.slice(callsLineStart.length, -1));
        else values.push(parseLine(schema, line));
      }
      if (values.length > 0) yield values;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
  if (rest !== "") throw new ApiFailure("unreachable", "The answer of the dashboard broke off.");
}

const callsLineStart = '{"calls":';

async function reach<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new ApiFailure("unreachable", "The dashboard does not answer.", { cause });
  }
}

function parseLine<T>(schema: Check<T>, line: string): T {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (cause) {
    throw new ApiFailure("internal", "The dashboard answered in an unknown form.", { cause });
  }
  const failure = failureIn(json);
  if (failure !== null) throw failure;
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new ApiFailure("internal", "The dashboard answered in an unknown form.", { cause: parsed.error });
}

async function failureOfResponse(response: Response): Promise<ApiFailure> {
  const failure = failureIn(await response.json().catch(() => null));
  return failure ?? new ApiFailure("internal", `The dashboard answered ${response.status}.`);
}

function failureIn(body: unknown): ApiFailure | null {
  const failure = readFailureBody(body);
  if (failure === null) return null;
  const { kind, message, ...detail } = failure;
  return new ApiFailure(kind, message, detail);
}
