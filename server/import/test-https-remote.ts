import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";
import { gitEnv } from "@/server/test-git";

type Handler = (request: IncomingMessage, response: ServerResponse, serve: () => void) => void;

/** Git over real TLS on the loopback, with a certificate of its own, served by `git http-backend`. */
export interface HttpsRemote {
  port: number;
  /** The certificate, which is its own authority. */
  ca: string;
  caFile: string;
  /** Method and path of each request so far. */
  requests: string[];
  urlOf(repo: string, host?: string): string;
  /** A bare repo with `count` commits on `main`, each with a file of `fileBytes` that cannot be compressed. */
  addRepo(name: string, history?: { count?: number; fileBytes?: number }): Promise<string>;
  git(dir: string, ...args: string[]): Promise<string>;
  /** Stands in front of every request until it is set to null. */
  intercept: Handler | null;
  /** Lets each pack through up to so many bytes, calls `onReached`, and gives the rest once `released` resolves. */
  hold: { afterBytes: number; released: Promise<void>; onReached?(): void } | null;
  /** Breaks every connection off. */
  cut(): void;
  stop(): Promise<void>;
}

/** Made once: it takes longer than all the rest. */
let certificate: ReturnType<typeof makeCertificate> | null = null;

function makeCertificate() {
  return generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 2, value: "git.test" },
          { type: 2, value: "other.test" },
          { type: 7, ip: "127.0.0.1" },
        ],
      },
    ],
  });
}

export async function startHttpsRemote(): Promise<HttpsRemote> {
  const root = await mkdtemp(join(tmpdir(), "vitrine-remote-"));
  certificate ??= makeCertificate();
  const pems = await certificate;
  const caFile = join(root, "ca.pem");
  await writeFile(caFile, pems.cert);

  const git = async (dir: string, ...args: string[]) => {
    const child = spawn("git", args, { cwd: dir, env: gitEnv, stdio: ["ignore", "pipe", "pipe"] });
    return ended(child, args);
  };
  const server = createServer({ key: pems.private, cert: pems.cert }, (request, response) => {
    remote.requests.push(`${request.method} ${request.url}`);
    const serve = () => serveGit(root, request, response, request.method === "POST" ? remote.hold : null);
    if (remote.intercept === null) serve();
    else remote.intercept(request, response, serve);
  });
  server.listen({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;

  const remote: HttpsRemote = {
    port,
    ca: pems.cert,
    caFile,
    requests: [],
    intercept: null,
    hold: null,
    git,
    urlOf: (repo, host = "localhost") => `https://${host}:${port}/${repo}.git`,
    async addRepo(name, { count = 3, fileBytes = 10 } = {}) {
      const dir = join(root, `${name}.git`);
      await git(root, "init", "--quiet", "--bare", "--initial-branch=main", dir);
      await fastImport(dir, count, fileBytes);
      return dir;
    },
    cut: () => server.closeAllConnections(),
    async stop() {
      server.closeAllConnections();
      server.close();
      await rm(root, { recursive: true, force: true });
    },
  };
  return remote;
}

async function fastImport(dir: string, count: number, fileBytes: number): Promise<void> {
  const args = ["fast-import", "--quiet"];
  const child = spawn("git", args, { cwd: dir, env: gitEnv, stdio: ["pipe", "pipe", "pipe"] });
  for (let at = 1; at <= count; at += 1) {
    const content = noise(fileBytes, at);
    child.stdin.write(
      `commit refs/heads/main\ncommitter Ada <ada@example.com> ${1_700_000_000 + at} +0000\n` +
        `data <<END\nCommit ${at}\nEND\nM 100644 inline file-${at}.bin\ndata ${content.length}\n`,
    );
    child.stdin.write(content);
    child.stdin.write("\n");
  }
  child.stdin.end();
  await ended(child, args);
}

/** The same bytes for the same seed, and nothing that zlib could make smaller. */
function noise(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed * 2_654_435_761;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

async function ended(
  child: { stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream; on: NodeJS.EventEmitter["on"] },
  args: readonly string[],
): Promise<string> {
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => {
    output.stdout += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    output.stderr += String(chunk);
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`git ${args.join(" ")}: ${output.stderr}`);
  return output.stdout.trim();
}

/** `git http-backend` speaks CGI: headers and a body on its standard output. */
function serveGit(
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
  hold: HttpsRemote["hold"],
): void {
  const [path = "", query = ""] = (request.url ?? "").split("?");
  const child = spawn("git", ["http-backend"], {
    env: {
      ...gitEnv,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: "1",
      GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
      REQUEST_METHOD: request.method ?? "GET",
      PATH_INFO: path,
      QUERY_STRING: query,
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
    },
    stdio: ["pipe", "pipe", "ignore"],
  });
  child.stdin.on("error", () => {});
  request.pipe(child.stdin);
  response.on("close", () => child.kill());
  void answer(child.stdout, response, hold);
}

async function answer(
  output: AsyncIterable<Buffer>,
  response: ServerResponse,
  hold: HttpsRemote["hold"],
): Promise<void> {
  let head: Buffer | null = Buffer.alloc(0);
  let sentBytes = 0;
  for await (const chunk of output) {
    let body = chunk;
    if (head !== null) {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf("\r\n\r\n");
      if (end < 0) continue;
      for (const line of head.toString("latin1", 0, end).split("\r\n")) {
        const [name = "", value = ""] = line.split(": ");
        if (name === "Status") response.statusCode = Number.parseInt(value, 10);
        else response.setHeader(name, value);
      }
      body = head.subarray(end + 4);
      head = null;
    }
    sentBytes += body.length;
    if (hold !== null && sentBytes > hold.afterBytes) {
      hold.onReached?.();
      await hold.released;
    }
    if (response.destroyed) return;
    if (!response.write(body)) {
      await new Promise<void>((resolve) => {
        const go = () => {
          response.off("drain", go).off("close", go);
          resolve();
        };
        response.on("drain", go).on("close", go);
      });
    }
  }
  response.end();
}
