import "server-only";
import type { z } from "zod";
import { readAtMost } from "@/lib/bytes/bounded-body";
import { RequestError } from "@/lib/wire/request-error";

const bodyMaxBytes = 64 * 1024;

/** The query, checked. Of a parameter that is repeated the last one counts. */
export function parseQuery<T extends z.ZodType>(schema: T, request: Request): z.output<T> {
  return check(schema, Object.fromEntries(new URL(request.url).searchParams));
}

/** The JSON body, checked. Asking for `application/json` keeps plain HTML forms out. */
export async function parseBody<T extends z.ZodType>(
  schema: T,
  request: Request,
  { maxBytes = bodyMaxBytes }: { maxBytes?: number } = {},
): Promise<z.output<T>> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new RequestError("invalid", "The body must be application/json.");
  const { bytes, truncated } = await readAtMost(request.body, maxBytes);
  if (truncated) throw new RequestError("invalid", `The body is larger than ${maxBytes} bytes.`);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new RequestError("invalid", "The body is not JSON.");
  }
  return check(schema, json);
}

function check<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const pointer = issue?.path.map((part) => `/${String(part)}`).join("");
  throw new RequestError("invalid", issue?.message ?? "The request is not valid.", pointer || undefined);
}
