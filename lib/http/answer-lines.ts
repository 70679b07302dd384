import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import type { z } from "zod";
import { callTrailAsHeader } from "@/lib/artifacts/call-trail";
import { callTrailHeader } from "@/lib/wire/call-trail-header";
import { reportFailure } from "./report-failure";

/**
 * Answers with NDJSON as it is made: a value of `schema` a line, or bytes that are such lines already. What fails before the first
 * piece is thrown, for `handleApi`; what fails later is the last line, in the one error shape. The generator ends when the reader
 * leaves.
 */
export async function answerLines<Line>(
  schema: z.ZodType<Line>,
  request: Request,
  make: (signal: AbortSignal) => AsyncGenerator<Line | Uint8Array, void>,
): Promise<Response> {
  const lines = openLines(request, async function* (signal) {
    for await (const piece of make(signal)) {
      yield piece instanceof Uint8Array ? piece : schema.parse(piece);
    }
  });
  const first = await lines.pieces.next();
  return lines.answer(first);
}

interface Lines {
  pieces: AsyncGenerator<unknown, void>;
  /** The answer; `first` is what was taken of the pieces already. */
  answer(first?: IteratorResult<unknown, void>): Response;
}

export function openLines(
  request: Request,
  make: (signal: AbortSignal) => AsyncGenerator<unknown, void>,
): Lines {
  const left = new AbortController();
  const pieces = make(AbortSignal.any([request.signal, left.signal]));
  const isLeft = () => left.signal.aborted || request.signal.aborted;
  // The stream's reader calls `pull`, but the calls to Artifacts still belong to this request.
  const inRequest = AsyncLocalStorage.snapshot();
  return {
    pieces,
    answer(first) {
      let taken = first;
      const next = async () => {
        const step = taken ?? (await pieces.next());
        taken = undefined;
        return step;
      };
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) =>
          inRequest(async () => {
            try {
              const step = await next();
              if (!step.done) {
                controller.enqueue(toBytes(step.value));
                return;
              }
            } catch (error) {
              if (!isLeft()) controller.enqueue(toBytes(reportFailure(error).body));
            }
            if (!isLeft() && wantsCalls(request)) controller.enqueue(encoder.encode(callsLine()));
            controller.close();
          }),
        cancel() {
          left.abort();
          // Between two pieces nothing else would end it.
          void pieces.return().catch(() => undefined);
        },
      });
      return new Response(body, {
        headers: {
          "content-type": "application/x-ndjson",
          "cache-control": "no-store",
          // A proxy that buffers would turn progress into a wait.
          "x-accel-buffering": "no",
        },
      });
    },
  };
}

/** The header of the answer went out before most calls were made: a client that asks for them gets them after the last line. */
const wantsCalls = (request: Request) => request.headers.has(callTrailHeader);
const callsLine = () => `{"calls":${callTrailAsHeader()}}\n`;

const encoder = new TextEncoder();

function toBytes(piece: unknown): Uint8Array {
  return piece instanceof Uint8Array ? piece : encoder.encode(`${JSON.stringify(piece)}\n`);
}
