import { describe, expect, it } from "vitest";
import { apiToken } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { forgetPerProcess } from "@/lib/test-support/per-process";
import { namespacePage, repoPage, tokenPage } from "@/lib/wire/answers";
import { failureBody } from "@/lib/wire/failure";
import { importPreflight } from "@/lib/wire/import-preflight";
import * as preflight from "./import-preflight/route";
import * as initialToken from "./namespaces/[namespace]/repos/[repo]/initial-token/route";
import * as repo from "./namespaces/[namespace]/repos/[repo]/route";
import * as token from "./namespaces/[namespace]/repos/[repo]/tokens/[id]/route";
import * as tokens from "./namespaces/[namespace]/repos/[repo]/tokens/route";
import * as repos from "./namespaces/[namespace]/repos/route";
import * as namespaces from "./namespaces/route";

const fakeApi = await fakeArtifactsForTests();
const origin = "http://127.0.0.1:3000";
const params = <T>(value: T) => ({ params: Promise.resolve(value) });
const acme = { namespace: "acme" };
const demo = { ...acme, repo: "demo" };

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
    const response = await repos.GET(get("?limit=1001"), params(acme));
    expect(response.status).toBe(400);
    expect(failureBody.parse(await response.json()).error).toMatchObject({
      kind: "invalid",
      pointer: "/limit",
    });
    expect(fakeApi.requests).toHaveLength(0);
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
    expect(JSON.parse(fakeApi.requests[0]?.body ?? "")).toEqual({ repo: "demo", scope: "read", ttl: 3600 });
    const { id } = await minted.json();
    const revoked = await token.DELETE(change("DELETE"), params({ ...demo, id }));
    expect(await revoked.json()).toEqual({ id });
  });

  it("keeps a token's purpose here, and never sends it on", async () => {
    const body = { scope: "read", ttl: 3600, purpose: "  Nightly build <b>1</b> " };
    const minted = await tokens.POST(change("POST", body), params(demo));
    expect(minted.status).toBe(201);
    const { id, isPurposeKept } = await minted.json();
    expect(isPurposeKept).toBe(true);
    expect(fakeApi.requests.map(({ body: sent }) => sent).join()).not.toContain("Nightly");
    // A process that is started anew reads it from the data folder.
    forgetPerProcess("token-annotations");
    const listed = tokenPage.parse(await (await tokens.GET(get(), params(demo))).json());
    expect(listed.tokens.find((each) => each.id === id)?.purpose).toBe("Nightly build <b>1</b>");
  });

  it.each([
    ["x".repeat(201), "at most 200"],
    ["two\nlines", "one line"],
    [`for art_v1_${"0".repeat(40)}`, "holds a token"],
  ])("refuses the purpose %j before a token is made", async (purpose, words) => {
    const answer = await tokens.POST(change("POST", { scope: "read", purpose }), params(demo));
    expect(answer.status).toBe(400);
    expect(failureBody.parse(await answer.json()).error).toMatchObject({
      pointer: "/purpose",
      message: expect.stringContaining(words),
    });
    expect(fakeApi.requests).toHaveLength(0);
  });

  it("gives the token of a new repo only to who asks for it, and asks Artifacts for nothing that it does not know", async () => {
    const quiet = await repos.POST(change("POST", { name: "new" }), params(acme));
    expect(await quiet.text()).not.toContain("art_v");
    const asked = await repos.POST(change("POST", { name: "new", keep_token: true }), params(acme));
    expect((await asked.json()).initialToken).toMatchObject({
      state: "kept",
      plaintext: expect.stringMatching(/^art_v2_/),
    });
    const creates = fakeApi.requests.filter(
      ({ method, path }) => method === "POST" && path.endsWith("/repos"),
    );
    expect(creates.map(({ body }) => JSON.parse(body))).toEqual([{ name: "new" }, { name: "new" }]);
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
      await initialToken.DELETE(change("DELETE", undefined, headers), params(demo)),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect(fakeApi.requests).toHaveLength(0);
  });

  it("looks at remotes for its own pages alone, and at none with a private address", async () => {
    const url = "https://127.0.0.1/repo.git";
    const foreign = await preflight.POST(change("POST", { url }, { origin: "http://evil.test" }));
    expect(foreign.status).toBe(403);
    const own = await preflight.POST(change("POST", { url }));
    expect(own.headers.get("cache-control")).toBe("no-store");
    expect(importPreflight.parse(await own.json())).toEqual({
      outcome: "problem",
      problem: "forbidden-address",
    });
    expect((await preflight.POST(change("POST", { url: "x".repeat(5000) }))).status).toBe(400);
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
