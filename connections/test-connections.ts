import type { Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach } from "vitest";
import type { ConnectionLimits } from "./watch-connections";

/** Short ones, that a test can wait for. */
export const testLimits: ConnectionLimits = {
  headersMs: 5_000,
  idleBodyMs: 200,
  unreadAnswerMs: 200,
  restMs: 200,
  restMaxBytes: 1024 * 1024,
};

/** Servers and bare connections to them, which end with the test that opened them. */
export function openTestConnections() {
  const open: (Server | Socket)[] = [];
  afterEach(() => {
    for (const one of open.splice(0)) {
      if ("closeAllConnections" in one) {
        one.closeAllConnections();
        one.close();
      } else one.destroy();
    }
  });
  return {
    /** Answers its port. */
    async listen(server: Server): Promise<number> {
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      open.push(server);
      return (server.address() as AddressInfo).port;
    },

    /** A connection, all that has come over it, and its end. */
    dial(port: number) {
      const socket = connect({ port, host: "127.0.0.1" });
      open.push(socket);
      let text = "";
      socket.on("data", (chunk) => {
        text += chunk.toString("latin1");
      });
      socket.on("error", () => {});
      const closed = new Promise<string>((resolve) => socket.once("close", () => resolve(text)));
      const until = async (pattern: RegExp) => {
        while (!pattern.test(text) && !socket.destroyed) await delay(5);
        return text;
      };
      return { socket, closed, until };
    },
  };
}
