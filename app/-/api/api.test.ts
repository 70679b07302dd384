import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { apiToken, type StandIn, startStandIn } from "@/lib/artifacts/hosted-stand-in";
import { namespacePage, repoPage, tokenPage } from "@/lib/http/answers";
import { failureBody } from "@/lib/http/failure";
import * as repo from "./namespaces/[namespace]/repos/[repo]/route";
import * as token from "./namespaces/[namespace]/repos/[repo]/tokens/[id]/route";
import * as tokens from "./namespaces/[namespace]/repos/[repo]/tokens/route";
import * as repos from "./namespaces/[namespace]/repos/route";
import * as namespaces from "./namespaces/route";

let standIn: StandIn;
const origin = "http://127.0.0.1:3000";
const params = <T>(value: T) => ({ params: Promise.resolve(value) });
const acme = { namespace: "acme" };
const demo = { ...acme, repo: "demo" };

beforeAll(async () => {
  standIn = await startStandIn();
  process.env.ARTIFACTS_API_URL = standIn.url;
  process.env.ARTIFACTS_API_TOKEN = apiToken;
});
afterAll(() => standIn.close());
beforeEach(() => standIn.forgetRequests());

const get = (query = "") => new Request(`${origin}/${query}`);

function change(method: string, body?: unknown, headers: Record<string, string> = { origin }): Request {
  return new Request(origin, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: { host: "127.0.0.1:3000", "content-type": "application/json", ...headers },
  });
}

describe("/-/api", () => {
  it("lists namespaces, repos and tokens, never stored", async () => {
    const answers = [
      { schema: namespacePage, response: await namespaces.GET(get("?limit=5")) },
      { schema: repoPage, response: await repos.GET(get("?sort=name&direction=asc"), params(acme)) },
      { schema: tokenPage, response: await tokens.GET(get("?state=all"), params(demo)) },
    ];
    for (const { schema, response } of answers) {
      expect(response.status).toBe(200);
      expect(response.headers.get("cache-control")).toBe("no-store");
      expect(schema.safeParse(await response.json()).success).toBe(true);
    }
  });

  it("refuses a query that is not in the contract", async () => {
    const response = await repos.GET(get("?limit=201"), params(acme));
    expect(response.status).toBe(400);
    expect(failureBody.parse(await response.json()).error).toMatchObject({
      kind: "invalid",
      pointer: "/limit",
    });
    expect(standIn.requests).toHaveLength(0);
  });

  it("gives a repo", async () => {
    const response = await repo.GET(get(), params(demo));
    expect(await response.json()).toMatchObject({ name: demo.repo });
  });

  it("creates and deletes a repo", async () => {
    const created = await repos.POST(change("POST", { name: "new" }), params(acme));
    expect(created.status).toBe(201);
    expect(created.headers.get("cache-control")).toBe("no-store");
    expect((await repo.DELETE(change("DELETE"), params(demo))).status).toBe(202);
  });

  it("mints a token for the repo in the URL, whatever the body says, and revokes it", async () => {
    const body = { repo: "other", scope: "read", ttl: 3600 };
    const minted = await tokens.POST(change("POST", body), params(demo));
    expect(minted.status).toBe(201);
    expect(JSON.parse(standIn.requests[0]?.body ?? "")).toEqual({ repo: "demo", scope: "read", ttl: 3600 });
    const { id } = await minted.json();
    const revoked = await token.DELETE(change("DELETE"), params({ ...demo, id }));
    expect(await revoked.json()).toEqual({ id });
  });

  it.each([
    ["another origin", { origin: "http://evil.test" }],
    ["no origin", {}],
  ])("changes nothing for %s", async (_, headers: Record<string, string>) => {
    const answers = [
      await repos.POST(change("POST", { name: "new" }, headers), params(acme)),
      await repo.DELETE(change("DELETE", undefined, headers), params(demo)),
      await tokens.POST(change("POST", {}, headers), params(demo)),
      await token.DELETE(change("DELETE", undefined, headers), params({ ...demo, id: "tok1" })),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect(standIn.requests).toHaveLength(0);
  });

  it("tells that a repo is not there", async () => {
    const response = await repo.GET(get(), params({ ...acme, repo: "other" }));
    expect(response.status).toBe(404);
    expect(failureBody.parse(await response.json()).error.kind).toBe("not-found");
  });

  it("never answers with the API token", async () => {
    for (const response of [
      await namespaces.GET(get()),
      await repos.GET(get(), params(acme)),
      await repo.GET(get(), params({ ...acme, repo: "other" })),
    ]) {
      expect(await response.text()).not.toContain(apiToken);
    }
  });
});
