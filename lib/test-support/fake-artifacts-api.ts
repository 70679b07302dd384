import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { flushText, pktText } from "@/gitformat/pkt-line";

/**
 * For tests: an HTTP server on loopback that answers as the hosted Artifacts does, its oddities included, over one real
 * bare repo. It reads with the real `git`, and its remote is the real `git upload-pack`.
 */
export interface FakeArtifactsApi {
  /** Origin, for `ARTIFACTS_API_URL`. */
  url: string;
  remote: string;
  gitDir: string;
  requests: RecordedRequest[];
  /** Answers the next request that `matches` instead of the stand-in. */
  answerNext(matches: (request: RecordedRequest) => boolean, answer: Answer): void;
  /** Requests to the path that ends so, since the last call of `forgetRequests`. */
  requestsTo(pathEnd: string): RecordedRequest[];
  forgetRequests(): void;
  /** Every answer waits for what this gives; null: none waits. */
  holdEach(wait: (() => Promise<void>) | null): void;
  /** Requests that have come and are not answered yet. */
  openRequests(): number;
  revoke(tokenId: string): void;
  tokens: {
    id: string;
    secret: string;
    scope: string;
    /** Unix seconds. */
    expiresAt: number;
    isRevoked: boolean;
  }[];
  git(args: string[], input?: string | Buffer): Promise<string>;
  close(): Promise<void>;
}

export interface RecordedRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
}

export type Answer = (request: RecordedRequest, response: ServerResponse) => void;

export const apiToken = "stand-in-api-token";
export const repoRecord = { namespace: "acme", name: "demo", id: "repo_1" };

const base = "/client/v4/accounts/local/artifacts/namespaces";
const times = { created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z" };

function envelope(result: unknown, more: object = {}): string {
  // The real one carries fields that the reference does not name.
  return JSON.stringify({ result, success: true, errors: [], messages: [], trace_id: "t", ...more });
}

export function sendJson(response: ServerResponse, status: number, body: string, headers = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(body);
}

export function sendError(
  response: ServerResponse,
  status: number,
  error: { code: number; message: string; source?: { pointer: string } },
  headers = {},
): void {
  const body = JSON.stringify({ result: null, success: false, errors: [error], messages: [] });
  sendJson(response, status, body, headers);
}

function run(args: string[], input: string | Buffer = "", env: Record<string, string> = {}): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      "git",
      args,
      {
        encoding: "buffer",
        maxBuffer: 1 << 28,
        env: {
          NODE_ENV: "test",
          PATH: process.env.PATH,
          GIT_CONFIG_GLOBAL: "/dev/null",
          GIT_CONFIG_NOSYSTEM: "1",
          ...env,
        },
      },
      (error, stdout) => (error === null ? resolve(stdout) : reject(Object.assign(error, { told: stdout }))),
    );
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Starts it, with an empty repo whose HEAD points at `main`. */
export async function startFakeArtifactsApi(): Promise<FakeArtifactsApi> {
  const gitDir = await mkdtemp(path.join(tmpdir(), "vitrine-stand-in-"));
  await run(["init", "--quiet", "--bare", "--initial-branch=main", gitDir]);
  const git = async (args: string[], input?: string | Buffer) =>
    (await run([`--git-dir=${gitDir}`, ...args], input)).toString();
  const requests: RecordedRequest[] = [];
  const overrides: { matches: (request: RecordedRequest) => boolean; answer: Answer }[] = [];
  const tokens: FakeArtifactsApi["tokens"] = [];
  let hold: (() => Promise<void>) | null = null;
  let open = 0;

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  // Longer than the client's own, as the hosted service does.
  server.keepAliveTimeout = 60_000;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://stand-in");
    const body = await bodyOf(request);
    const recorded: RecordedRequest = {
      method: request.method ?? "",
      path: pathname,
      query: searchParams,
      headers: request.headers,
      body: body.toString(),
    };
    requests.push(recorded);
    open += 1;
    response.once("close", () => {
      open -= 1;
    });
    await hold?.();
    const override = overrides.findIndex(({ matches }) => matches(recorded));
    const [taken] = override < 0 ? [] : overrides.splice(override, 1);
    if (taken !== undefined) taken.answer(recorded, response);
    else if (pathname.startsWith("/git/acme/demo.git/")) await answerGit(recorded, body, response);
    else await answerApi(recorded, response);
  }

  async function answerGit(request: RecordedRequest, body: Buffer, response: ServerResponse): Promise<void> {
    const [scheme, credential = ""] = (request.headers.authorization ?? "").split(" ");
    const secret =
      scheme === "Basic" ? Buffer.from(credential, "base64").toString().split(":")[1] : credential;
    const token = tokens.find((candidate) => candidate.secret === secret && !candidate.isRevoked);
    const isPush = request.query.get("service") === "git-receive-pack";
    if (token === undefined || (isPush && token.scope !== "write")) {
      response.writeHead(403, { "content-type": "text/plain" });
      response.end(token === undefined ? "Invalid or expired token" : "Insufficient permissions");
      return;
    }
    const isAdvertisement = request.path.endsWith("/info/refs");
    const service = isPush ? "receive-pack" : "upload-pack";
    const out = await run(
      [service, "--stateless-rpc", ...(isAdvertisement ? ["--advertise-refs"] : []), gitDir],
      body,
      { GIT_PROTOCOL: String(request.headers["git-protocol"] ?? "") },
    ).catch((error: { told: Buffer }) => {
      // What it says of its failure is part of the protocol.
      if (error.told.length === 0) throw error;
      return error.told;
    });
    const type = isAdvertisement ? "advertisement" : "result";
    response.writeHead(200, { "content-type": `application/x-git-${service}-${type}` });
    if (isAdvertisement) response.write(pktText(`# service=git-${service}\n`) + flushText);
    response.end(out);
  }

  const commitOf = async (hash: string, range: string[]) => {
    const format = "%H%x00%T%x00%P%x00%an%x00%ae%x00%cn%x00%ce%x00%at%x00%ct%x00%B";
    const out = await git(["log", "-z", `--format=${format}%x01`, ...range, hash]);
    return out
      .split("\u0001")
      .map((text) => text.replace(/^\0/, "").split("\0"))
      .filter((fields) => fields.length > 9)
      .map(([id, treeHash, parents, an, ae, cn, ce, at, ct, message = ""]) => ({
        hash: id,
        treeHash,
        parents: parents === "" ? [] : parents?.split(" "),
        author: { name: an, email: ae },
        committer: { name: cn, email: ce },
        authoredAt: Number(at),
        committedAt: Number(ct),
        message: message.replace(/\n$/, ""),
      }));
  };

  const treeOf = async (hash: string) =>
    (await git(["ls-tree", "-z", hash]))
      .split("\0")
      .filter(Boolean)
      .map((line) => {
        const [, mode = "", , id, name] = /^(\d+) (\w+) (\w+)\t(.*)$/s.exec(line) ?? [];
        const types: Record<string, string> = {
          "040000": "tree",
          "100644": "blob",
          "100755": "exec",
          "120000": "symlink",
          "160000": "gitlink",
        };
        return { name, mode: mode.replace(/^0/, ""), hash: id, type: types[mode], size: 1 };
      });

  async function answerApi(request: RecordedRequest, response: ServerResponse): Promise<void> {
    const { method, query } = request;
    const at = request.path.startsWith(base) ? request.path.slice(base.length) : "";
    if (request.headers.authorization !== `Bearer ${apiToken}`) {
      return sendError(response, 403, { code: 10000, message: "Authentication error" });
    }
    const repo = {
      id: repoRecord.id,
      name: repoRecord.name,
      description: null,
      default_branch: "main",
      ...times,
      // Stays null on the hosted service, whatever is pushed.
      last_push_at: null,
      source: null,
      read_only: false,
      remote: `${url}/git/acme/demo.git`,
      storage_class: "unknown to the reference",
    };
    const notFound = (message: string) => sendError(response, 404, { code: 10200, message });
    if (at === "" && method === "GET") {
      const list = [{ namespace: "acme", repo_count: 1, ...times, jurisdiction: "eu" }];
      const info = { page: 1, per_page: 50, total_pages: 1, count: 1, total_count: 1 };
      return sendJson(response, 200, envelope(list, { result_info: info }));
    }
    if (at === "/acme/repos" && method === "GET") {
      const info =
        query.get("cursor") === null
          ? { cursor: "next", per_page: 1, count: 1 }
          : { page: 2, per_page: 1, total_pages: 2, count: 1, total_count: 2 };
      return sendJson(response, 200, envelope([{ ...repo, status: "ready" }], { result_info: info }));
    }
    // The hosted service has been seen to answer a create with 200.
    if (at === "/acme/repos" && method === "POST") {
      const token = "art_v2_x_0123456789abcdef0123456789abcdef01234567?expires=1900000000";
      return sendJson(response, 200, envelope({ ...repo, ...JSON.parse(request.body), token }));
    }
    if (at === "/acme/tokens" && method === "POST") {
      const id = `tok${tokens.length + 1}`;
      const secret = `art_v2_x_${String(tokens.length + 1).padStart(40, "0")}`;
      const { scope = "write", ttl = 3600 } = JSON.parse(request.body);
      const expiresAt = Math.floor(Date.now() / 1000) + ttl;
      tokens.push({ id, secret, scope, expiresAt, isRevoked: false });
      const result = {
        id,
        plaintext: `${secret}?expires=${expiresAt}`,
        scope,
        expires_at: new Date(expiresAt * 1000).toISOString(),
      };
      return sendJson(response, 201, envelope(result));
    }
    if (at.startsWith("/acme/tokens/") && method === "DELETE") {
      const id = at.slice("/acme/tokens/".length);
      for (const token of tokens) if (token.id === id) token.isRevoked = true;
      return sendJson(response, 200, envelope({ id }));
    }
    if (!at.startsWith("/acme/repos/demo")) return notFound("Repository not found");
    const below = at.slice("/acme/repos/demo".length);
    if (below === "") {
      return method === "DELETE"
        ? sendJson(response, 202, envelope({ id: repo.id }))
        : sendJson(response, 200, envelope(repo));
    }
    if (below === "/tokens") {
      const list = tokens.map(({ id, scope, expiresAt, isRevoked }) => ({
        id,
        scope,
        state: isRevoked ? "revoked" : "active",
        created_at: times.created_at,
        expires_at: new Date(expiresAt * 1000).toISOString(),
      }));
      const count = list.length;
      const info = { page: 1, per_page: 30, total_pages: 1, count, total_count: count };
      return sendJson(response, 200, envelope(list, { result_info: info }));
    }
    if (below === "/log") {
      const range = [`--max-count=${query.get("limit") ?? 50}`, `--skip=${query.get("offset") ?? 0}`];
      const commits = await commitOf(query.get("ref") ?? "HEAD", range).catch(() => []);
      return sendJson(response, 200, envelope(commits));
    }
    const [, kind = "", hash = ""] = /^\/(commit|tree|blob)\/([0-9a-f]{40})$/.exec(below) ?? [];
    const type = await git(["cat-file", "-t", hash]).catch(() => "");
    if (kind === "" || type.trim() !== kind) return notFound("Object not found");
    if (kind === "commit") {
      const [commit] = await commitOf(hash, ["--max-count=1"]);
      return sendJson(response, 200, envelope(commit));
    }
    if (kind === "tree") return sendJson(response, 200, envelope(await treeOf(hash)));
    const bytes = await run([`--git-dir=${gitDir}`, "cat-file", "blob", hash]);
    response.writeHead(200, { "content-type": "application/octet-stream", "content-length": bytes.length });
    response.end(bytes);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The stand-in has no port.");
  const url = `http://127.0.0.1:${address.port}`;

  return {
    url,
    remote: `${url}/git/acme/demo.git`,
    gitDir,
    requests,
    tokens,
    git,
    answerNext: (matches, answer) => overrides.push({ matches, answer }),
    requestsTo: (pathEnd) => requests.filter((request) => request.path.endsWith(pathEnd)),
    holdEach: (wait) => {
      hold = wait;
    },
    openRequests: () => open,
    forgetRequests: () => {
      requests.length = 0;
    },
    revoke: (tokenId) => {
      for (const token of tokens) if (token.id === tokenId) token.isRevoked = true;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(gitDir, { recursive: true, force: true });
    },
  };
}

/** Commits `files` (path → content) on a branch with `git fast-import`, and gives the commit's hash. */
export async function commitFiles(
  fakeApi: FakeArtifactsApi,
  branch: string,
  files: Record<string, { content: string | Buffer; mode?: "100644" | "100755" | "120000" }>,
): Promise<string> {
  const chunks: (string | Buffer)[] = [
    `commit refs/heads/${branch}\ncommitter Ada <ada@example.test> 1767225600 +0000\ndata 7\nfiles: \n`,
  ];
  for (const [name, { content, mode = "100644" }] of Object.entries(files)) {
    const quoted = `"${name.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n")}"`;
    chunks.push(`M ${mode} inline ${quoted}\ndata ${Buffer.byteLength(content)}\n`, content, "\n");
  }
  const input = Buffer.concat(chunks.map((chunk) => Buffer.from(chunk)));
  await run([`--git-dir=${fakeApi.gitDir}`, "fast-import", "--quiet", "--force"], input);
  return (await fakeApi.git(["rev-parse", `refs/heads/${branch}`])).trim();
}
