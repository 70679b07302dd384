import type { Check } from "./call-dashboard";
import { readLines } from "./read-lines";

/** Posts to a route of `/-/api` that answers one JSON value a line, and hands each on as it comes; throws as `readLines` does. */
export async function readEvents<Event>(
  schema: Check<Event>,
  call: { url: string; body: unknown; signal: AbortSignal },
  onEvent: (event: Event) => void,
): Promise<void> {
  for await (const events of readLines(schema, call)) for (const event of events) onEvent(event);
}
