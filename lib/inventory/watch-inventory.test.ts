import { createServer, type Server, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { bulkCalls } from "@/lib/artifacts/bulk-calls";
import { forgetPerProcess, setPerProcess } from "@/lib/test-support/per-process";
import { deleteRepo } from "@/lib/tokens/delete-repo";
import { revokeToken } from "@/lib/tokens/revoke-token";
import type { InventoryEvent, InventoryHow, InventoryToken } from "@/lib/wire/inventory-events";
import { watchInventory } from "./watch-inventory";

interface Fake {
  /** Tokens by repo, the newest repo first. */
  repos: Map<string, { id: string; scope: string; created_at: string; expires_at: string }[]>;
  answerMs: number;
  /** Answers a repo's token list instead. */
  instead: ((repo: string, response: ServerResponse) => boolean) | null;
  /** Unix milliseconds of every request. */
  arrivals: number[];
  paths: string[];
  mostAtOnce: number;
}

const bornAt = Date.parse("2026-01-01T00:00:00Z");
const fake: Fake = {
  repos: new Map(),
  answerMs: 0,
  instead: null,
  arrivals: [],
  paths: [],
  mostAtOnce: 0,
};
let server: Server;
let namespaceCount = 0;
let namespace = "";

beforeAll(async () => {
  let atOnce = 0;
  server = createServer(async (request, response) => {
    atOnce += 1;
    fake.mostAtOnce = Math.max(fake.mostAtOnce, atOnce);
    fake.arrivals.push(Date.now());
    fake.paths.push(request.url ?? "");
    response.once("close", () => {
      atOnce -= 1;
    });
    if (fake.answerMs > 0) await pause(fake.answerMs);
    answer(request.method ?? "", new URL(request.url ?? "", "http://fake"), response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  process.env.ARTIFACTS_API_URL = `http://127.0.0.1:${address.port}`;
  process.env.ARTIFACTS_API_TOKEN = "fake-api-token";
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  // What is kept is kept by namespace: each test has one of its own.
  namespaceCount += 1;
  namespace = `acme-${namespaceCount}`;
  Object.assign(fake, { answerMs: 0, instead: null, arrivals: [], paths: [], mostAtOnce: 0 });
  fill(240);
  // What is no matter of the rate need not keep it.
  setPerProcess("inventory-calls", bulkCalls({ attempts: 8, atOnce: 200 }));
});

function fill(count: number): void {
  fake.repos = new Map(
    Array.from({ length: count }, (_, at) => [
      `repo-${at}`,
      [
        {
          id: `${namespace}-token-${at}`,
          scope: at % 2 === 0 ? "write" : "read",
          created_at: new Date(bornAt).toISOString(),
          expires_at: new Date(bornAt + 86_400_000).toISOString(),
        },
      ],
    ]),
  );
}

function answer(method: string, url: URL, response: ServerResponse): true {
  const send = (status: number, body: object) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ success: status < 300, errors: [], messages: [], ...body }));
    return true as const;
  };
  const [kind, name, below, page] = url.pathname.split("/").slice(8);
  if (kind === undefined) {
    const times = { created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z" };
    return send(200, { result: { namespace, repo_count: fake.repos.size, ...times } });
  }
  if (kind === "tokens") {
    for (const [repo, tokens] of fake.repos) {
      fake.repos.set(
        repo,
        tokens.filter(({ id }) => id !== name),
      );
    }
    return send(200, { result: { id: name } });
  }
  if (name === undefined) {
    const start = Number(url.searchParams.get("cursor") ?? 0);
    const names = [...fake.repos.keys()].slice(start, start + 200);
    const next = start + 200 < fake.repos.size ? String(start + 200) : undefined;
    return send(200, {
      result: names.map((each) => ({
        id: `id-${each}`,
        name: each,
        description: null,
        default_branch: "main",
        created_at: new Date(bornAt).toISOString(),
        updated_at: new Date(bornAt).toISOString(),
        last_push_at: null,
        source: null,
        read_only: false,
        remote: `http://127.0.0.1/git/${namespace}/${each}.git`,
      })),
      result_info: { cursor: next, per_page: 200, count: names.length },
    });
  }
  if (below === undefined && method === "DELETE") {
    fake.repos.delete(name);
    return send(202, { result: { id: `id-${name}` } });
  }
  if (below !== "tokens" || page !== undefined) return send(404, { result: null });
  if (fake.instead?.(name, response)) return true;
  const tokens = fake.repos.get(name);
  if (tokens === undefined) return sendError(response, 404, 10200, "Repository not found");
  return send(200, {
    result: tokens.map((token) => ({ ...token, state: "active" })),
    result_info: { page: 1, per_page: 100, total_pages: 1, count: tokens.length, total_count: tokens.length },
  });
}

function sendError(
  response: ServerResponse,
  status: number,
  code: number,
  message: string,
  headers = {},
): true {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify({ result: null, success: false, errors: [{ code, message }], messages: [] }));
  return true;
}

/** What a page knows at the end of a stream. */
async function watch(
  how: InventoryHow,
  { signal = new AbortController().signal, onEvent = (_: InventoryEvent) => {} } = {},
) {
  const tokens = new Map<string, InventoryToken[]>();
  const states: Extract<InventoryEvent, { type: "state" }>[] = [];
  await watchInventory(
    namespace,
    how,
    (event) => {
      if (event.type === "repos") for (const each of event.repos) tokens.set(each.repo, each.tokens);
      if (event.type === "state") states.push(event);
      onEvent(event);
    },
    signal,
  ).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  const state = states.at(-1);
  if (state === undefined) throw new Error("no state was told");
  return { tokens: [...tokens.values()].flat(), state };
}

const tokenLists = () => fake.paths.filter((path) => /\/repos\/[^/?]+\/tokens/.test(path)).length;

/** Starts a walk in which none is answered from that repo on, and leaves it when all before are read. */
async function leaveAt(first: number) {
  const gone = new AbortController();
  fake.instead = (repo) => Number(repo.slice("repo-".length)) >= first;
  await watch("open", {
    signal: gone.signal,
    onEvent: (event) => {
      if (event.type === "state" && event.reposDone === first) gone.abort();
    },
  });
  fake.instead = null;
}

describe("the limiter", () => {
  it("never has more than 200 requests under way, nor 180 in any second", async () => {
    forgetPerProcess("inventory-calls");
    fill(360);
    fake.answerMs = 700;
    const { state } = await watch("open");
    expect(state).toMatchObject({ phase: "whole", reposDone: 360 });
    expect(fake.mostAtOnce).toBeLessThanOrEqual(200);
    const inSecondFrom = (from: number) =>
      fake.arrivals.filter((at) => at >= from && at < from + 1000).length;
    expect(Math.max(...fake.arrivals.map(inSecondFrom))).toBeLessThanOrEqual(180);
  });

  it("waits as long as a 429 says, tells so, and loses no repo", async () => {
    let refusals = 0;
    fake.instead = (_, response) => {
      refusals += 1;
      return refusals === 40 && sendError(response, 429, 10000, "Too many requests", { "retry-after": "1" });
    };
    const waits: unknown[] = [];
    const { tokens, state } = await watch("open", {
      onEvent: (event) => {
        if (event.type === "state" && event.waitingSeconds !== null) waits.push(event.waitingSeconds);
      },
    });
    expect(waits).toContain(1);
    expect(tokens).toHaveLength(240);
    expect(state).toMatchObject({ phase: "whole", unread: 0 });
  });
});

describe("watchInventory", () => {
  it("shows at once what it has read before, without a call", async () => {
    const first = await watch("open");
    fake.paths = [];
    const second = await watch("open");
    expect(second).toEqual(first);
    expect(second.tokens).toHaveLength(240);
    expect(fake.paths).toEqual([]);
  });

  it("reads again when it is opened after a minute, and shows what it knew meanwhile, with its age", async () => {
    const first = await watch("open");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
    try {
      fake.repos.get("repo-8")?.push({
        id: `${namespace}-new`,
        scope: "write",
        created_at: new Date().toISOString(),
        expires_at: new Date(Date.now() + 86_400_000).toISOString(),
      });
      const told: InventoryEvent[] = [];
      const again = await watch("open", { onEvent: (event) => told.push(event) });
      expect(again.tokens.map(({ id }) => id)).toContain(`${namespace}-new`);
      const states = told.filter((event) => event.type === "state");
      expect(states[0]).toMatchObject({ phase: "running", wholeAt: first.state.wholeAt });
      const before = told.slice(
        0,
        told.findIndex((event) => event.type === "state"),
      );
      expect(
        before.flatMap((event) => (event.type === "repos" ? event.repos.map(({ repo }) => repo) : [])),
      ).toHaveLength(240);
      expect(again.state.wholeAt).toBeGreaterThanOrEqual((first.state.wholeAt ?? 0) + 61_000);
    } finally {
      vi.useRealTimers();
    }
  });

  it("goes on by itself, when it is opened again, with a refresh that was left in the middle", async () => {
    const first = await watch("open");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
    try {
      await leaveAt(150);
      const again = await watch("open");
      expect(again.state).toMatchObject({ phase: "whole", reposDone: 240 });
      expect(again.state.wholeAt).toBeGreaterThan(first.state.wholeAt ?? 0);
    } finally {
      vi.useRealTimers();
    }
  });

  it("stops when nobody watches, keeps what was read, and goes on where it stopped", async () => {
    await leaveAt(150);
    const kept = await watch("open");
    expect(kept.state).toMatchObject({ phase: "stopped", reposDone: 150, failure: null });
    expect(kept.tokens).toHaveLength(150);

    const whole = await watch("resume");
    expect(whole.state).toMatchObject({ phase: "whole", reposDone: 240 });
    expect(whole.tokens).toHaveLength(240);
  });

  it("reads no page again that it had finished", async () => {
    fill(450);
    await leaveAt(300);
    fake.paths = [];
    expect((await watch("resume")).state.reposDone).toBe(450);
    const asked = fake.paths.flatMap((path) => /\/repo-(\d+)\/tokens/.exec(path)?.[1] ?? []);
    expect(Math.min(...asked.map(Number))).toBe(200);
    const lists = fake.paths.filter((path) => path.includes("limit="));
    expect(lists.every((path) => /cursor=[24]00/.test(path))).toBe(true);
  });

  it("shares one walk between two who watch", async () => {
    const [one, two] = await Promise.all([watch("open"), watch("open")]);
    expect(one.tokens).toHaveLength(240);
    expect(two.tokens).toHaveLength(240);
    expect(tokenLists()).toBe(240);
  });

  it("never shows a token again that was revoked here, also when its list was under way", async () => {
    await watch("open");
    await revokeToken(namespace, { repo: "repo-7", id: `${namespace}-token-7` });
    expect((await watch("open")).tokens.map(({ id }) => id)).not.toContain(`${namespace}-token-7`);
    expect((await watch("open")).tokens).toHaveLength(239);

    const stale = fake.repos.get("repo-9") ?? [];
    await revokeToken(namespace, { repo: "repo-9", id: `${namespace}-token-9` });
    fake.repos.set("repo-9", stale);
    expect((await watch("refresh")).tokens).toHaveLength(238);
  });

  it("drops what a deleted repo had: at once when it was deleted here, else with a refresh", async () => {
    await watch("open");
    await deleteRepo(namespace, "repo-3");
    expect((await watch("open")).tokens).toHaveLength(239);
    fake.repos.delete("repo-4");
    expect((await watch("open")).tokens).toHaveLength(239);
    const refreshed = await watch("refresh");
    expect(refreshed.tokens).toHaveLength(238);
    expect(refreshed.state.reposDone).toBe(238);
  });

  it("counts repos that are gone, being made or failing as unread, and reads those alone again when asked", async () => {
    fake.instead = (repo, response) => {
      if (repo === "repo-10") return sendError(response, 404, 10200, "Repository not found");
      if (repo === "repo-20") return sendError(response, 409, 10302, "Import in progress");
      return repo === "repo-30" && sendError(response, 500, 10400, "Broken");
    };
    const { state, tokens } = await watch("open");
    expect(state).toMatchObject({ phase: "whole", reposDone: 240, unread: 3, failure: null });
    expect(new Set(state.unreadRepos.map(({ repo, reason }) => `${repo} ${reason}`))).toEqual(
      new Set(["repo-10 gone", "repo-20 busy", "repo-30 failing"]),
    );
    expect(tokens).toHaveLength(237);
    fake.instead = null;
    fake.paths = [];
    const again = await watch("resume");
    expect(again.state).toMatchObject({ phase: "whole", reposDone: 240, unread: 0 });
    expect(again.tokens).toHaveLength(240);
    expect(tokenLists()).toBe(3);
  });

  it("stops when everything fails, says why, and goes on later", async () => {
    fake.instead = (_, response) => sendError(response, 500, 10400, "Broken");
    const { state } = await watch("open");
    expect(state).toMatchObject({ phase: "stopped", failure: { kind: "upstream" } });
    expect(tokenLists()).toBeLessThan(200);
    fake.instead = null;
    expect((await watch("resume")).state).toMatchObject({ phase: "whole", unread: 0, reposDone: 240 });
  });

  it("flags what was born with its repo, and knows no secret", async () => {
    const { tokens } = await watch("open");
    expect(tokens.filter(({ initial }) => initial === "likely")).toHaveLength(120);
    expect(JSON.stringify(tokens)).not.toContain("art_v");
  });
});
