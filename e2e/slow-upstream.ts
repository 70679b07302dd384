import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { listen } from "./listen";

/** In front of the real service: holds requests back and answers some itself, as the hosted one does at times. */
export interface SlowUpstream {
  url: string;
  /** Holds what matches until the returned function is called. */
  hold(matches: (request: IncomingMessage) => boolean): () => void;
  /** Answers what matches with an error of the API, until the returned function is called. */
  refuse(matches: (request: IncomingMessage) => boolean, refusal: Refusal): () => void;
  stop(): Promise<void>;
}

interface Refusal {
  status: number;
  code: number;
  message: string;
  pointer?: string;
}

type Step = (request: IncomingMessage, response: ServerResponse) => Promise<"answered" | "go on">;

export async function startSlowUpstream(target: string): Promise<SlowUpstream> {
  const steps = new Set<{ matches: (request: IncomingMessage) => boolean; step: Step }>();
  const server = createServer(async (request, response) => {
    const body = await text(request);
    for (const { matches, step } of [...steps]) {
      if (matches(request) && (await step(request, response)) === "answered") return;
    }
    const onward = httpRequest(
      new URL(request.url ?? "/", target),
      { method: request.method, headers: request.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on("error", () => response.destroy());
    onward.end(body);
  });
  const url = await listen(server);

  const add = (matches: (request: IncomingMessage) => boolean, step: Step) => {
    const entry = { matches, step };
    steps.add(entry);
    return () => steps.delete(entry);
  };
  return {
    url,
    hold(matches) {
      let open = () => {};
      const opened = new Promise<void>((resolve) => {
        open = resolve;
      });
      const remove = add(matches, async () => {
        await opened;
        return "go on";
      });
      return () => {
        remove();
        open();
      };
    },
    refuse: (matches, { status, code, message, pointer }) =>
      add(matches, async (_request, response) => {
        const error = { code, message, ...(pointer === undefined ? {} : { source: { pointer } }) };
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify({ result: null, success: false, errors: [error], messages: [] }));
        return "answered";
      }),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
