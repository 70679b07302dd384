import { once } from "node:events";
import { connect } from "node:net";

/**
 * Bytes as they are, of which no client makes a request of its own kind: sent to a server, and all that came back once
 * `isEnough` or the connection is closed. A follow-up is sent when what it waits for has come.
 */
export async function rawExchange(
  url: string,
  bytes: string,
  {
    isEnough = () => false,
    followUp = null,
  }: { isEnough?: (text: string) => boolean; followUp?: { when: RegExp; bytes: string } | null } = {},
): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  let text = "";
  let next = followUp;
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
    if (next?.when.test(text)) {
      socket.write(next.bytes);
      next = null;
    }
    if (isEnough(text)) socket.destroy();
  });
  // A server that closes while we write resets: what it said before counts.
  socket.on("error", () => {});
  socket.write(bytes, "latin1");
  await once(socket, "close");
  return text;
}

/** An answer whose connection was asked to be closed after it. */
export async function rawAnswer(
  url: string,
  lines: string[],
): Promise<{ status: number; headers: Headers; body: string }> {
  const text = await rawExchange(url, `${[...lines, "Connection: close"].join("\r\n")}\r\n\r\n`);
  const end = text.indexOf("\r\n\r\n");
  const [first = "", ...fields] = text.slice(0, end).split("\r\n");
  const headers = new Headers();
  for (const field of fields) {
    const colon = field.indexOf(":");
    headers.append(field.slice(0, colon), field.slice(colon + 1).trim());
  }
  return { status: Number(first.split(" ")[1]), headers, body: text.slice(end + 4) };
}
