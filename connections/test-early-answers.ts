import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** A request that can be answered before its body has ended. */
export interface EarlyRequest {
  /** Method and target. */
  line: string;
  headers: readonly string[];
  /** What the body begins with. */
  body?: string;
}

/** What a body goes on with: were it ever read as requests, these would be answered too. */
const smuggled = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";
const chunkOf = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

/** How much of a body comes, and how. */
export const earlyBodies = [
  "long",
  "long in chunks",
  "unfinished",
  "unfinished in chunks",
  "endless",
] as const;
export type EarlyBody = (typeof earlyBodies)[number];

/**
 * Sends a request with such a body on a connection that is to be kept, and behind a body that ends `GET next`, which is
 * answered with `next` in its text. Returns the status of each answer once the next request is answered or the connection
 * closed. Throws when neither comes, and when an answer is not whole.
 */
export async function askEarly(
  port: number,
  request: EarlyRequest,
  { what, next }: { what: EarlyBody; next: { target: string; host: string; answer: RegExp } },
): Promise<number[]> {
  const socket = connect({ port, host: "127.0.0.1" });
  let text = "";
  const { line, headers, body = "" } = request;
  socket.write(`${[`${line} HTTP/1.1`, ...headers].join("\r\n")}\r\n`);
  const isChunked = what.endsWith("in chunks");
  const write = (text: string) => socket.write(isChunked ? chunkOf(text) : text);
  const rest = smuggled.repeat(5_000);
  const length = what === "long" ? body.length + rest.length : 1e9;
  socket.write(isChunked ? "Transfer-Encoding: chunked\r\n\r\n" : `Content-Length: ${length}\r\n\r\n`);
  if (body !== "") write(body);
  const isWhole = what.startsWith("long");
  const isServed = new RegExp(`HTTP/1\\.1 \\d+ [\\s\\S]*HTTP/1\\.1 200 [\\s\\S]*${next.answer.source}`);
  const over = new Promise<void>((resolve) => {
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      if (isWhole && isServed.test(text)) resolve();
    });
    // A server that closes while we write resets: what it said before counts.
    socket.on("error", () => {});
    socket.once("close", () => resolve());
  });
  if (isWhole) {
    write(rest);
    if (isChunked) socket.write("0\r\n\r\n");
    socket.write(`GET ${next.target} HTTP/1.1\r\nHost: ${next.host}\r\n\r\n`);
  } else socket.write(isChunked ? `fffffff\r\n${smuggled}` : smuggled);
  const more = what === "endless" ? setInterval(() => socket.write(rest), 5) : undefined;
  const hung = new AbortController();
  try {
    const isHung = delay(30_000, true, { signal: hung.signal }).catch(() => false);
    if (await Promise.race([over, isHung])) {
      throw new Error(`${line}: neither served nor closed after a body that is ${what}`);
    }
    return statusesOf(text);
  } finally {
    hung.abort();
    clearInterval(more);
    socket.destroy();
  }
}

/** The status of each whole answer; what is left over is none. */
function statusesOf(text: string): number[] {
  const statuses: number[] = [];
  let rest = text;
  while (rest !== "") {
    const head = /^HTTP\/1\.1 (\d{3}) [^\0]*?\r\n\r\n/.exec(rest);
    if (head === null)
      throw new Error(`not the beginning of an answer: ${JSON.stringify(rest.slice(0, 200))}`);
    statuses.push(Number(head[1]));
    rest = afterBody(head[0], rest.slice(head[0].length));
  }
  return statuses;
}

function afterBody(head: string, rest: string): string {
  const length = /^content-length: (\d+)\r$/im.exec(head)?.[1];
  if (length !== undefined) {
    if (rest.length < Number(length)) throw new Error(`an answer was cut off: ${head}`);
    return rest.slice(Number(length));
  }
  if (!/^transfer-encoding: chunked\r$/im.test(head)) throw new Error(`an answer without end: ${head}`);
  const end = /(?:^|\r\n)0\r\n\r\n/.exec(rest);
  if (end === null) throw new Error(`an answer was cut off: ${head}`);
  return rest.slice(end.index + end[0].length);
}
