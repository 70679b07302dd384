import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { splitToken } from "@/contract/tokens";
import { getRepo } from "@/lib/artifacts/repos";
import { openRepo } from "@/lib/reading/open-repo";
import {
  apiToken,
  commitFiles,
  type FakeArtifactsApi,
  startFakeArtifactsApi,
} from "@/lib/test-support/fake-artifacts-api";
import { logLinesOf } from "@/lib/test-support/log-lines";
import { createToken } from "@/lib/tokens/create-token";
import { revokeToken } from "@/lib/tokens/revoke-token";
import { tokenAnnotations } from "@/lib/tokens/token-annotations";
import type { FindLeakRequest, LeakEvent, TokenProbe } from "@/lib/wire/leak-events";
import { findLeak } from "./find-leak";
import { findLeaks } from "./find-leaks";
import { probeToken } from "./probe-token";

let fakeApi: FakeArtifactsApi;
const signal = new AbortController().signal;
const foreign = `art_v1_${"9".repeat(40)}`;

beforeAll(async () => {
  fakeApi = await startFakeArtifactsApi();
  process.env.ARTIFACTS_API_URL = fakeApi.url;
  process.env.ARTIFACTS_API_TOKEN = apiToken;
  await commitFiles(fakeApi, "main", { "a.txt": { content: "a" } });
});
afterAll(() => fakeApi.close());
beforeEach(() => {
  fakeApi.tokens.length = 0;
  fakeApi.forgetRequests();
});

async function mint(scope: "read" | "write", ttl?: number) {
  const { id, plaintext } = await createToken("acme", { repo: "demo", scope, ttl });
  return { id, ...splitToken(plaintext) };
}

async function search(request: Partial<FindLeakRequest> & { secret: string }): Promise<LeakEvent[]> {
  const events: LeakEvent[] = [];
  await findLeak({ expiresAt: null, addresses: [], ...request }, (event) => events.push(event), signal);
  return events;
}

describe("probeToken", () => {
  const demo = async () => ({ namespace: "acme", ...(await getRepo("acme", "demo")) });

  it("tells a write token from a read token", async () => {
    const [read, write] = [await mint("read"), await mint("write")];
    expect(await probeToken(await demo(), read.secret, signal)).toMatchObject({
      verdict: "alive",
      scope: "read",
    });
    expect(await probeToken(await demo(), write.secret, signal)).toMatchObject({
      verdict: "alive",
      scope: "write",
    });
  });

  it("proves with the remote's own words that a revoked token is dead", async () => {
    const { id, secret } = await mint("write");
    await revokeToken("acme", { repo: "demo", id });
    expect(await probeToken(await demo(), secret, signal)).toEqual({
      namespace: "acme",
      repo: "demo",
      verdict: "dead",
      scope: null,
      status: 403,
      said: "Invalid or expired token",
    });
  });

  it("tells a token of another repo from a dead one", async () => {
    fakeApi.answerNext(
      ({ path }) => path.endsWith("/info/refs"),
      (_, response) => {
        response.writeHead(403, { "content-type": "text/plain" });
        response.end("Insufficient permissions");
      },
    );
    expect((await probeToken(await demo(), foreign, signal)).verdict).toBe("elsewhere");
  });

  it("never puts the secret into an address, an answer or the log", async () => {
    fakeApi.answerNext(
      ({ path }) => path.endsWith("/info/refs"),
      (request, response) => {
        response.writeHead(403);
        const [, credential = ""] = String(request.headers.authorization).split(" ");
        response.end(`No access for ${Buffer.from(credential, "base64")}`);
      },
    );
    const probes: TokenProbe[] = [];
    const lines = await logLinesOf(async () => {
      probes.push(await probeToken(await demo(), foreign, signal));
    });
    expect(probes.map(({ verdict }) => verdict)).toEqual(["dead"]);
    expect(JSON.stringify(probes)).not.toContain(foreign);
    expect(fakeApi.requests.map(({ path, query }) => `${path}?${query}`).join()).not.toContain("art_");
    expect(lines.map(({ event }) => event)).toContain("token-act");
    expect(JSON.stringify(lines)).not.toContain(foreign);
  });
});

describe("findLeak", () => {
  it("finds the repo that stood in the URL, and the record by scope and expiry", async () => {
    await mint("read");
    const { id, secret, expiresAt } = await mint("write");
    const addresses = [{ host: null, namespace: "acme", repo: "demo" }];
    expect(await search({ secret, expiresAt, addresses })).toEqual([
      expect.objectContaining({
        type: "found",
        by: "address",
        probe: expect.objectContaining({ verdict: "alive", scope: "write" }),
        tokens: [expect.objectContaining({ id })],
      }),
    ]);
  });

  it("shows every record that it may be when they cannot be told apart, and picks none", async () => {
    const [first, second] = [await mint("write"), await mint("write")];
    const found = (await search({ secret: second.secret })).at(-1);
    expect(found).toMatchObject({
      type: "found",
      toldBy: null,
      tokens: [{ id: first.id }, { id: second.id }],
    });
  });

  it("tells the record by what the token may do, and does not trust an expiry that no record has", async () => {
    await mint("read");
    const { id, secret } = await mint("write");
    expect((await search({ secret })).at(-1)).toMatchObject({ toldBy: "only", tokens: [{ id }] });
    const addresses = [{ host: null, namespace: "acme", repo: "demo" }];
    const claimed = await search({ secret, addresses, expiresAt: 1_900_000_000 });
    expect(claimed.at(-1)).toMatchObject({ toldBy: "only", tokens: [{ id }] });
  });

  it("tells one record of many by when the token says that it ends", async () => {
    await mint("write", 7200);
    const { id, secret, expiresAt } = await mint("write", 3600);
    expect((await search({ secret, expiresAt })).at(-1)).toMatchObject({
      toldBy: "expiry",
      tokens: [{ id }],
    });
    expect((await search({ secret })).at(-1)).toMatchObject({ toldBy: null });
  });

  it("tells the record by its id where ids are made from secrets", async () => {
    await mint("write");
    const { id, secret } = await mint("write");
    const [own] = fakeApi.tokens.filter((token) => token.id === id);
    if (own === undefined) throw new Error("no record");
    own.id = createHash("sha256").update(secret).digest("hex").slice(0, 16);
    const found = (await search({ secret })).at(-1);
    expect(found).toMatchObject({ toldBy: "id", tokens: [{ id: own.id }] });
  });

  it("knows that its own read tokens are others, and puts first what costs least", async () => {
    await openRepo("acme", "demo");
    const named = await mint("read", 60);
    await tokenAnnotations().add("acme", named.id, { kind: "purpose", purpose: "nightly build" });
    const [late, soon] = [await mint("read", 7200), await mint("read", 3600)];
    expect((await search({ secret: late.secret })).at(-1)).toMatchObject({
      toldBy: null,
      tokens: [{ id: soon.id }, { id: late.id }, { id: named.id, purpose: "nightly build" }],
    });
  });

  it("walks the live tokens of every repo when the first remote knows it to live elsewhere", async () => {
    const { id, secret, expiresAt } = await mint("write");
    fakeApi.answerNext(
      ({ path }) => path.endsWith("/info/refs"),
      (_, response) => {
        response.writeHead(403);
        response.end("Insufficient permissions");
      },
    );
    const events = await search({ secret, expiresAt });
    expect(events.map(({ type }) => type)).toEqual(["probed", "progress", "found"]);
    expect(events.at(-1)).toMatchObject({ by: "expiry", tokens: [{ id }] });
  });

  it("says after one probe that a token is dead, and makes no walk", async () => {
    await mint("write");
    const events = await search({ secret: foreign, expiresAt: 1_900_000_000 });
    expect(events.map(({ type }) => type)).toEqual(["probed", "dead"]);
    expect(fakeApi.requestsTo("/tokens").filter(({ method }) => method === "GET")).toEqual([]);
  });

  it("finds where a dead token belonged when asked", async () => {
    const { id, secret, expiresAt } = await mint("write");
    await revokeToken("acme", { repo: "demo", id });
    const events = await search({ secret, expiresAt, evenIfDead: true });
    expect(events.at(-1)).toMatchObject({ type: "found", probe: { verdict: "dead" }, tokens: [{ id }] });
  });

  it("goes past an address that no repo has", async () => {
    const { secret } = await mint("read");
    const addresses = [
      { host: "x", namespace: "..", repo: ".." },
      { host: "x", namespace: "acme", repo: "gone" },
    ];
    expect((await search({ secret, addresses })).at(-1)).toMatchObject({ type: "found" });
  });
});

describe("findLeaks", () => {
  /** The first repo that is asked says that they live in another. */
  const liveElsewhere = (tokens: { secret: string }[]) => {
    for (const { secret } of tokens) {
      const authorization = `Basic ${btoa(`x:${secret}`)}`;
      fakeApi.answerNext(
        ({ path, headers }) => path.endsWith("/info/refs") && headers.authorization === authorization,
        (_, response) => {
          response.writeHead(403);
          response.end("Insufficient permissions");
        },
      );
    }
  };
  const searchAll = async (leaks: FindLeakRequest[]) => {
    const events: LeakEvent[][] = leaks.map(() => []);
    const errors: unknown[] = leaks.map(() => null);
    const listener = {
      tell: (searches: number[], event: LeakEvent) => {
        for (const index of searches) events[index]?.push(event);
      },
      fail: (searches: number[], error: unknown) => {
        for (const index of searches) errors[index] = error;
      },
    };
    await findLeaks(leaks, listener, signal);
    return { events, errors };
  };
  const bare = ({ secret, expiresAt }: { secret: string; expiresAt: number | null }): FindLeakRequest => ({
    ...{ secret, expiresAt, addresses: [] },
  });
  /** Tokens that end at different times, as they do. */
  const mintApart = async (count: number) => {
    const minted = [];
    for (let index = 0; index < count; index += 1) {
      const token = await mint("write");
      const expiresAt = (token.expiresAt ?? 0) + index * 60;
      for (const one of fakeApi.tokens) if (one.id === token.id) one.expiresAt = expiresAt;
      minted.push({ ...token, expiresAt });
    }
    return minted;
  };
  const listings = () =>
    fakeApi.requests.filter(({ method, path }) => method === "GET" && !path.endsWith("/info/refs")).length;

  it("walks once for ten bare tokens: no more lists are read than for one", async () => {
    const tokens = await mintApart(10);
    liveElsewhere(tokens.slice(0, 1));
    fakeApi.forgetRequests();
    await searchAll(tokens.slice(0, 1).map(bare));
    const forOne = listings();
    liveElsewhere(tokens);
    fakeApi.forgetRequests();
    const { events } = await searchAll(tokens.map(bare));
    expect(events.map((own) => own.at(-1))).toEqual(
      tokens.map(({ id }) =>
        expect.objectContaining({ type: "found", tokens: [expect.objectContaining({ id })] }),
      ),
    );
    expect(listings()).toBeLessThanOrEqual(forOne);
  });

  it("tells each leak its own: found, dead at the first answer, nowhere, and failed", async () => {
    const [known, nowhere] = await mintApart(2);
    if (!known || !nowhere) throw new Error("no tokens");
    fakeApi.answerNext(
      ({ path }) => path.endsWith("/repos/broken"),
      (_, response) => {
        response.writeHead(500);
        response.end();
      },
    );
    const broken = { ...bare(known), addresses: [{ host: null, namespace: "acme", repo: "broken" }] };
    const dead = { secret: foreign, expiresAt: null };
    fakeApi.tokens.splice(1);
    liveElsewhere([known, nowhere]);
    const { events, errors } = await searchAll([known, nowhere].map(bare).concat(broken, bare(dead)));
    const [ofKnown, ofNowhere, ofBroken, ofDead] = events;
    expect(ofKnown?.at(-1)).toMatchObject({ type: "found", tokens: [{ id: known.id }] });
    expect(ofNowhere?.at(-1)).toMatchObject({ type: "not-found", isAlive: true, unread: 0 });
    expect(ofBroken).toEqual([]);
    expect(errors.map((error) => error !== null)).toEqual([false, false, true, false]);
    expect(errors[2]).toMatchObject({ kind: "upstream" });
    expect(ofDead?.map(({ type }) => type)).toEqual(["probed", "dead"]);
  });

  it("fails all that still walk when the walk cannot go on, and none that is settled", async () => {
    const [token] = await mintApart(1);
    if (!token) throw new Error("no token");
    liveElsewhere([token]);
    fakeApi.answerNext(
      ({ path, query }) => path.endsWith("/acme/repos") && query.get("limit") === "200",
      (_, response) => {
        response.writeHead(500);
        response.end();
      },
    );
    const settled = bare({ secret: foreign, expiresAt: null });
    const { events, errors } = await searchAll([bare(token), settled]);
    expect(errors[0]).toMatchObject({ kind: "upstream" });
    expect(errors[1]).toBeNull();
    expect(events[1]?.at(-1)).toMatchObject({ type: "dead" });
  });
});

describe("a 429", () => {
  it("is sat out for as long as it asks, and costs a search nothing", async () => {
    const { id, secret, expiresAt } = await mint("write");
    for (const end of ["/repos/demo", "/info/refs"]) {
      fakeApi.answerNext(
        ({ path }) => path.endsWith(end),
        (_, response) => {
          response.writeHead(429, { "retry-after": "0" });
          response.end();
        },
      );
    }
    const addresses = [{ host: null, namespace: "acme", repo: "demo" }];
    const events = await search({ secret, expiresAt, addresses });
    expect(events).toEqual([expect.objectContaining({ tokens: [expect.objectContaining({ id })] })]);
    expect(fakeApi.requestsTo("/repos/demo").length).toBeGreaterThan(1);
  });
});
