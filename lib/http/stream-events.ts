import "server-only";
import type { z } from "zod";
import { openLines } from "./answer-lines";

/**
 * An answer that grows while the work goes on: one JSON value a line. The work gets a signal that aborts when the client
 * goes away; what it throws is handed to `explain`, whose event ends the stream.
 */
export function streamEvents<Event>(
  schema: z.ZodType<Event>,
  request: Request,
  work: (emit: (event: Event) => void, signal: AbortSignal) => Promise<void>,
  explain: (error: unknown) => Event,
): Response {
  return openLines(request, async function* (signal) {
    const events: Event[] = [];
    let tell = () => {};
    let isOver = false;
    const emit = (event: Event) => {
      if (signal.aborted) return;
      events.push(schema.parse(event));
      tell();
    };
    const running = work(emit, signal)
      .catch((error: unknown) => emit(explain(error)))
      .finally(() => {
        isOver = true;
        tell();
      });
    while (!signal.aborted) {
      const event = events.shift();
      if (event !== undefined) yield event;
      else if (isOver) break;
      else {
        await new Promise<void>((resolve) => {
          tell = resolve;
        });
      }
    }
    await running;
  }).answer();
}
