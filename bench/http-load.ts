import { connect, type Socket } from "node:net";
import { median, quantile } from "./table";

export interface HttpTarget {
  port: number;
  /** With the query. */
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Any other ends the measurement: a fast error is no speed. */
  status?: number;
}

export interface LoadResult {
  requestsPerSecond: number;
  medianMs: number;
  p99Ms: number;
  bodyBytes: number;
}

/** Asks one after the other on each of so many connections that stay open, for so long. */
export async function load(target: HttpTarget, connections: number, ms: number): Promise<LoadResult> {
  const request = requestBytes(target);
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(target.port)));
  const tookMs: number[] = [];
  let bodyBytes = 0;
  const startedAt = performance.now();
  const until = startedAt + ms;
  try {
    await Promise.all(
      open.map(async (connection) => {
        for (let from = performance.now(); from < until; from = performance.now()) {
          const answer = await connection.ask(request);
          check(target, answer);
          bodyBytes = answer.bodyBytes;
          tookMs.push(performance.now() - from);
        }
      }),
    );
  } finally {
    for (const connection of open) connection.close();
  }
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    requestsPerSecond: tookMs.length / seconds,
    medianMs: median(tookMs),
    p99Ms: quantile(tookMs, 0.99),
    bodyBytes,
  };
}

/** One request on a connection of its own; milliseconds from the request to the end of the answer. */
export async function timeRequest(target: HttpTarget): Promise<number> {
  const connection = await Connection.open(target.port);
  try {
    const from = performance.now();
    check(target, await connection.ask(requestBytes(target)));
    return performance.now() - from;
  } finally {
    connection.close();
  }
}

function check(target: HttpTarget, answer: Answer): void {
  if (answer.status !== (target.status ?? 200)) {
    throw new Error(`${target.path} answered ${answer.status}`);
  }
}

function requestBytes({ port, path, method = "GET", headers = {}, body }: HttpTarget): Buffer {
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
  ];
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body ?? ""}`);
}

interface Answer {
  status: number;
  bodyBytes: number;
}

const headEnd = Buffer.from("\r\n\r\n");

/**
 * HTTP/1.1 on a bare socket. Node's own client takes as long for a request as a fast server, and both share this
 * machine: here the server is to be measured.
 */
class Connection {
  readonly #socket: Socket;
  #rest: Buffer = Buffer.alloc(0);
  #head: { status: number; isChunked: boolean } | null = null;
  /** Bytes of the body, or of the chunk with its line end, that are still to come. */
  #leftBytes = 0;
  #isInChunk = false;
  #bodyBytes = 0;
  #waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk) => this.#take(chunk));
    socket.on("error", (error) => this.#waiting?.reject(error));
    socket.on("close", () => this.#waiting?.reject(new Error("the server closed the connection")));
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: "127.0.0.1" });
      socket.once("error", reject);
      socket.once("connect", () => {
        socket.off("error", reject);
        resolve(new Connection(socket));
      });
    });
  }

  ask(request: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (this.#step());
  }

  /** Takes one part of the answer; false when more bytes are needed for it. */
  #step(): boolean {
    if (this.#head === null) return this.#takeHead();
    if (this.#head.isChunked && !this.#isInChunk) return this.#takeChunkSize();
    const taken = Math.min(this.#leftBytes, this.#rest.length);
    this.#rest = this.#rest.subarray(taken);
    this.#leftBytes -= taken;
    if (!this.#head.isChunked) this.#bodyBytes += taken;
    if (this.#leftBytes > 0) return false;
    if (this.#head.isChunked) this.#isInChunk = false;
    else this.#finish(this.#head.status);
    return this.#rest.length > 0;
  }

  #takeHead(): boolean {
    const end = this.#rest.indexOf(headEnd);
    if (end < 0) return false;
    const head = this.#rest.toString("latin1", 0, end);
    this.#rest = this.#rest.subarray(end + headEnd.length);
    const isChunked = /^transfer-encoding: *chunked/im.test(head);
    this.#head = { status: Number(head.slice(9, 12)), isChunked };
    this.#leftBytes = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
    this.#bodyBytes = 0;
    this.#isInChunk = false;
    return true;
  }

  #takeChunkSize(): boolean {
    const end = this.#rest.indexOf("\r\n");
    if (end < 0) return false;
    const size = Number.parseInt(this.#rest.toString("latin1", 0, end), 16);
    // The chunk's own line end; after the last, empty one it is the body's.
    if (this.#rest.length < end + 2 + (size === 0 ? 2 : 0)) return false;
    this.#rest = this.#rest.subarray(end + 2);
    if (size > 0) {
      this.#bodyBytes += size;
      this.#leftBytes = size + 2;
      this.#isInChunk = true;
      return true;
    }
    this.#rest = this.#rest.subarray(2);
    this.#finish(this.#head?.status ?? 0);
    return false;
  }

  #finish(status: number): void {
    this.#head = null;
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.resolve({ status, bodyBytes: this.#bodyBytes });
  }
}
