import type { RequestListener, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { allowedHosts } from "@/egress/allowed-hosts";
import { pktText } from "@/gitformat/pkt-line";
import { startTlsServer, type TlsServer } from "@/lib/test-support/tls-server";
import { branchesListedMax, type LookOptions, lookAtRemote } from "./look-at-remote";

let server: TlsServer;
const hash = "a".repeat(40);
const toLoopback = async () => [{ address: "127.0.0.1", family: 4 }];

beforeAll(async () => {
  server = await startTlsServer();
});
afterAll(() => server.stop());
beforeEach(() => {
  server.requests.length = 0;
});

const v2Door = `${pktText("# service=git-upload-pack\n")}0000${pktText("version 2\n")}${pktText("ls-refs=unborn\n")}0000`;

function look(options: Partial<LookOptions> & { url?: string } = {}) {
  const { url = `https://git.test:${server.port}/acme/demo.git`, ...rest } = options;
  return lookAtRemote(url, {
    allowed: allowedHosts([`git.test:${server.port}`]),
    ca: server.ca,
    resolve: toLoopback,
    timeoutMs: 10_000,
    ...rest,
  });
}

const problem = (kind: string) => ({ outcome: "problem", problem: kind });

/** A remote of protocol version 2 with these branches, HEAD at the first that is `head`. */
function remoteWith(branches: string[], head: string | null = "main"): RequestListener {
  return (request, response) => {
    if (request.method === "GET") {
      sendGit(response, "advertisement", v2Door);
      return;
    }
    let body = "";
    request.on("data", (chunk) => {
      body += String(chunk);
    });
    request.on("end", () => {
      const isHead = body.includes("ref-prefix HEAD");
      const lines = isHead
        ? head === null || branches.length === 0
          ? []
          : [`${hash} HEAD symref-target:refs/heads/${head}\n`]
        : branches.map((name) => `${hash} refs/heads/${name}\n`);
      sendGit(response, "result", `${lines.map(pktText).join("")}0000`);
    });
  };
}

function sendGit(response: ServerResponse, what: "advertisement" | "result", body: string) {
  response.setHeader("content-type", `application/x-git-upload-pack-${what}`).end(body);
}

describe("lookAtRemote", () => {
  it("gives the default branch first and counts the rest, over one connection, with no credential sent", async () => {
    server.answer = remoteWith(["alpha", "main", "feature/a"]);
    expect(await look()).toEqual({
      outcome: "seen",
      defaultBranch: "main",
      branches: ["main", "alpha", "feature/a"],
      branchCount: 3,
    });
    expect(server.requests).toEqual([
      "GET git.test/acme/demo.git/info/refs?service=git-upload-pack",
      "POST git.test/acme/demo.git/git-upload-pack",
      "POST git.test/acme/demo.git/git-upload-pack",
    ]);
    expect(server.headers.join("\n")).not.toMatch(/authorization|cookie/i);
  });

  it("reads an old server, which lists everything at its front door", async () => {
    const capabilities = "symref=HEAD:refs/heads/main agent=old";
    server.answer = (_request, response) =>
      sendGit(
        response,
        "advertisement",
        `${pktText("# service=git-upload-pack\n")}0000${pktText(`${hash} HEAD\0${capabilities}\n`)}${pktText(`${hash} refs/heads/main\n`)}${pktText(`${hash} refs/tags/v1\n`)}0000`,
      );
    expect(await look()).toMatchObject({ defaultBranch: "main", branches: ["main"], branchCount: 1 });
  });

  it("tells an empty remote from none", async () => {
    server.answer = remoteWith([]);
    expect(await look()).toEqual({ outcome: "seen", defaultBranch: null, branches: [], branchCount: 0 });
  });

  it("lists a thousand branches and counts all, leaving out names no branch may have", async () => {
    const many = Array.from({ length: 3000 }, (_, at) => `agent-${at}`);
    server.answer = remoteWith([...many, "a..b", "-x", "main"]);
    const seen = await look();
    expect(seen).toMatchObject({ defaultBranch: "main", branchCount: 3001 });
    expect(seen.outcome === "seen" ? seen.branches.length : 0).toBe(branchesListedMax);
  });

  it("unpacks gzip", async () => {
    const plain = remoteWith(["main"]);
    server.answer = (request, response) => {
      const end = response.end.bind(response);
      Object.assign(response, {
        end: (body: string) => {
          response.setHeader("content-encoding", "gzip");
          return end(gzipSync(body));
        },
      });
      plain(request, response);
    };
    expect(await look()).toMatchObject({ branches: ["main"] });
  });

  it.each([401, 403])("says that a remote which answers %i wants credentials", async (status) => {
    server.answer = (_request, response) => response.writeHead(status).end();
    expect(await look()).toEqual(problem("wants-credentials"));
  });

  it.each<[string, RequestListener]>([
    ["a page", (_request, response) => response.setHeader("content-type", "text/html").end("<h1>Hi</h1>")],
    ["nothing", (_request, response) => response.end()],
    ["404", (_request, response) => response.writeHead(404).end()],
    ["an unknown encoding", (_request, response) => response.setHeader("content-encoding", "br").end("x")],
    [
      "what only says it is gzip",
      (_request, response) => response.setHeader("content-encoding", "gzip").end("x"),
    ],
  ])("says that %s is no Git remote", async (_, answer) => {
    server.answer = answer;
    expect(await look()).toEqual(problem("not-git"));
  });

  it("follows a repo that moved, and asks there for the rest", async () => {
    const plain = remoteWith(["main"]);
    server.answer = (request, response) => {
      if (request.url?.startsWith("/old")) {
        const to = `https://other.test:${server.port}/new.git/info/refs?service=git-upload-pack`;
        response.writeHead(301, { location: to }).end();
      } else plain(request, response);
    };
    const seen = await look({
      url: `https://git.test:${server.port}/old.git`,
      allowed: allowedHosts(["git.test", "other.test"]),
    });
    expect(seen).toMatchObject({ branches: ["main"] });
    expect(server.requests.at(-1)).toBe("POST other.test/new.git/git-upload-pack");
  });

  it.each([
    ["a private address", "https://10.0.0.1/x/info/refs?service=git-upload-pack", "forbidden-address"],
    [
      "the metadata service",
      "https://169.254.169.254/info/refs?service=git-upload-pack",
      "forbidden-address",
    ],
    ["another port", "https://other.test:8443/x/info/refs?service=git-upload-pack", "forbidden-port"],
    [
      "a host that resolves to a private address",
      "https://other.test/info/refs?service=git-upload-pack",
      "forbidden-address",
    ],
    ["plain HTTP", "http://git.test/x/info/refs?service=git-upload-pack", "not-https"],
    ["a page", "/login", "not-git"],
    ["itself", "?service=git-upload-pack", "not-git"],
  ])("does not follow a redirect to %s", async (_, location, kind) => {
    server.answer = (_request, response) => response.writeHead(302, { location }).end();
    expect(await look()).toEqual(problem(kind));
    expect(server.requests.length).toBeLessThanOrEqual(21);
  });

  it.each([
    [["127.0.0.1"]],
    [["10.0.0.1"]],
    [["169.254.169.254"]],
    [["::1"]],
    [["::ffff:127.0.0.1"]],
    [["64:ff9b::7f00:1"]],
    [["8.8.8.8", "192.168.0.1"]],
  ])("connects to nobody when a name resolves to %j", async (addresses) => {
    const resolve = async () =>
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    const found = await look({ url: "https://git.test/demo.git", allowed: allowedHosts([]), resolve });
    expect(found).toEqual(problem("forbidden-address"));
    expect(server.requests).toEqual([]);
  });

  it.each([
    ["https://127.0.0.1/x", "forbidden-address"],
    ["https://2130706433/x", "forbidden-address"],
    ["https://0x7f.1/x", "forbidden-address"],
    ["https://[::ffff:127.0.0.1]/x", "forbidden-address"],
    ["https://[::1]/x", "forbidden-address"],
    ["https://git.test:8443/x", "forbidden-port"],
    ["http://git.test/x", "not-https"],
    ["ssh://git@git.test/x", "not-https"],
    ["https://user:secret@git.test/x", "not-an-address"],
    ["https://git.test/x?token=secret", "not-an-address"],
    ["https://git.test/x\r\ny", "not-an-address"],
    ["git.test/x", "not-an-address"],
  ])("asks nobody about %s", async (url, kind) => {
    const resolve = () => Promise.reject(new Error("nobody may be asked"));
    expect(await look({ url, allowed: allowedHosts([]), resolve })).toEqual(problem(kind));
  });

  it("says that a name is not known, that a certificate is not trusted, that nobody listens", async () => {
    expect(await look({ resolve: async () => [] })).toEqual(problem("unknown-host"));
    expect(await look({ ca: null })).toEqual(problem("certificate"));
    const allowed = allowedHosts(["git.test", "wrong.test"]);
    expect(await look({ allowed, url: `https://wrong.test:${server.port}/x` })).toEqual(
      problem("certificate"),
    );
    expect(await look({ allowed, url: "https://git.test:1/x" })).toEqual(problem("unreachable"));
  });

  describe("stays within its bounds when a remote", () => {
    it("never ends its body", async () => {
      server.answer = (_request, response) => {
        const pour = () => {
          while (response.write(Buffer.alloc(64 * 1024)) && !response.destroyed) {}
        };
        response.on("drain", pour);
        pour();
      };
      expect(await look({ maxBytes: 1_000_000 })).toEqual(problem("too-large"));
    });

    it("sends a gzip bomb", async () => {
      const bomb = gzipSync(Buffer.alloc(50_000_000));
      server.answer = (_request, response) => response.setHeader("content-encoding", "gzip").end(bomb);
      expect(await look({ maxBytes: 1_000_000 })).toEqual(problem("too-large"));
    });

    it("packs without end", async () => {
      server.answer = (_request, response) => {
        response.setHeader("content-encoding", "gzip");
        response.write(gzipSync("0000"));
        const pour = () => {
          while (response.write(gzipSync("")) && !response.destroyed) {}
        };
        response.on("drain", pour);
        pour();
      };
      expect(await look({ maxBytes: 100_000 })).toEqual(problem("too-large"));
    });

    it("sends its headers byte by byte, or none", async () => {
      server.answer = () => {};
      expect(await look({ timeoutMs: 200 })).toEqual(problem("timed-out"));
    });

    it("stops in the middle of its body", async () => {
      server.answer = (_request, response) => void response.write("001e# service=git-upload-pack");
      expect(await look({ timeoutMs: 200 })).toEqual(problem("timed-out"));
    });

    it("sends headers that are too large", async () => {
      server.answer = (_request, response) => response.setHeader("x", "y".repeat(40_000)).end();
      expect(await look()).toEqual(problem("not-git"));
    });

    it("breaks off", async () => {
      server.answer = (_request, response) => response.destroy();
      expect(await look()).toEqual(problem("unreachable"));
    });

    it("redirects without end", async () => {
      let count = 0;
      server.answer = (_request, response) => {
        count += 1;
        response.writeHead(302, { location: `/${count}/info/refs?service=git-upload-pack` }).end();
      };
      expect(await look()).toEqual(problem("not-git"));
      expect(count).toBe(21);
    });
  });

  it("stops when the caller goes away", async () => {
    server.answer = () => {};
    const leave = new AbortController();
    const looking = look({ signal: leave.signal });
    leave.abort();
    await expect(looking).rejects.toThrow();
  });
});
