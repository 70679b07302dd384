import { createServer, request as httpRequest } from "node:http";
import { buffer } from "node:stream/consumers";
import { listen } from "./listen";

const reversed = (id: string) => [...id].reverse().join("");

/** In front of the real service: tokens have other ids, which tell nothing of their secrets, as elsewhere. */
export async function startBlindUpstream(target: string): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const path = (request.url ?? "/").replace(
      /\/tokens\/([0-9a-f]{16})$/,
      (_, id: string) => `/tokens/${reversed(id)}`,
    );
    const isOfTokens = /\/tokens(?:[/?]|$)/.test(path);
    const headers = { ...request.headers, "accept-encoding": "identity" };
    const onward = httpRequest(new URL(path, target), { method: request.method, headers }, async (answer) => {
      if (!isOfTokens) {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        return;
      }
      const text = (await buffer(answer)).toString();
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      response.end(text.replace(/"id":"([0-9a-f]{16})"/g, (_, id: string) => `"id":"${reversed(id)}"`));
    });
    onward.on("error", () => response.destroy());
    onward.end(body);
  });
  const url = await listen(server);
  return {
    url,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
