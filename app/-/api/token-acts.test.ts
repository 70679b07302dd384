import { beforeEach, expect, it, vi } from "vitest";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { logLinesOf } from "@/lib/test-support/log-lines";
import { createToken } from "@/lib/tokens/create-token";
import { decideInitialToken } from "@/lib/tokens/initial-tokens";
import { pendingRevocations } from "@/lib/tokens/pending-revocations";
import { createReadTokens } from "@/lib/tokens/read-tokens";
import { retryRevocations } from "@/lib/tokens/retry-revocations";
import { callTrailHeader } from "@/lib/wire/call-trail-header";
import { failureBody } from "@/lib/wire/failure";
import { callTrail } from "@/lib/wire/upstream-calls";
import * as initialToken from "./namespaces/[namespace]/repos/[repo]/initial-token/route";
import * as token from "./namespaces/[namespace]/repos/[repo]/tokens/[id]/route";
import * as tokens from "./namespaces/[namespace]/repos/[repo]/tokens/route";

const fakeApi = await fakeArtifactsForTests();
const host = "127.0.0.1:3000";
const demo = { namespace: "acme", repo: "demo" };
const params = <T>(value: T) => ({ params: Promise.resolve(value) });

function change(method: string, body?: unknown): Request {
  return new Request(`http://${host}/`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: { host, origin: `http://${host}`, "content-type": "application/json" },
  });
}

beforeEach(() => {
  fakeApi.tokens.length = 0;
  vi.useRealTimers();
});

/** As every page revokes: the list of tokens and its dialogs, the leak desk and the inventory. */
async function revokeByRoute(): Promise<Response> {
  const { id } = await createToken(demo.namespace, { repo: demo.repo, scope: "read", ttl: 600 });
  return token.DELETE(change("DELETE"), params({ ...demo, id }));
}

it.each([
  ["by a page", revokeByRoute],
  [
    "while its repo is made",
    async () => {
      const { plaintext } = await createToken(demo.namespace, { repo: demo.repo, scope: "write" });
      const made = { id: "repo_1", name: demo.repo, description: null, default_branch: "main" };
      return decideInitialToken(
        demo.namespace,
        { ...made, remote: fakeApi.remote, token: plaintext },
        { isKept: false },
      );
    },
  ],
  [
    "as what a repo came with, on a page",
    async () => {
      await createToken(demo.namespace, { repo: demo.repo, scope: "write", ttl: 600 });
      return initialToken.DELETE(change("DELETE"), params(demo));
    },
  ],
  [
    "as what a repo came with, later",
    async () => {
      await createToken(demo.namespace, { repo: demo.repo, scope: "write", ttl: 600 });
      await pendingRevocations().add({ ...demo, endsAt: null });
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 5_000 });
      await retryRevocations();
    },
  ],
  [
    "as the dashboard's own read token",
    async () => {
      const readTokens = createReadTokens();
      await readTokens.use({ namespace: demo.namespace, name: demo.repo }, async () => null);
      return readTokens.revokeAll();
    },
  ],
])("names the repo of a token that is revoked %s", async (_, revoke) => {
  const lines = await logLinesOf(revoke);
  const [revoked] = fakeApi.tokens.filter(({ isRevoked }) => isRevoked);
  expect(revoked).toBeDefined();
  expect(lines.filter(({ act }) => act === "revoke")).toEqual([
    expect.objectContaining({ event: "token-act", outcome: "done", ...demo, tokenId: revoked?.id }),
  ]);
});

it("gives the acts of a request the id that its answer tells", async () => {
  const answers: Response[] = [];
  const lines = await logLinesOf(async () => {
    answers.push(await tokens.POST(change("POST", { scope: "read", ttl: 600 }), params(demo)));
    answers.push(await token.DELETE(change("DELETE"), params({ ...demo, id: fakeApi.tokens[0]?.id ?? "" })));
  });
  const ids = answers.map(
    ({ headers }) => callTrail.parse(JSON.parse(headers.get(callTrailHeader) ?? "")).request,
  );
  expect(new Set(ids).size).toBe(2);
  expect(lines.map(({ act, requestId }) => ({ act, requestId }))).toEqual([
    { act: "mint", requestId: ids[0] },
    { act: "revoke", requestId: ids[1] },
  ]);
});

it("gives a failure, its line in the log and the failed act one id", async () => {
  fakeApi.answerNext(
    ({ path }) => path.endsWith("/tokens"),
    (_, response) => {
      response.writeHead(502);
      response.end("bad gateway");
    },
  );
  const answers: Response[] = [];
  const lines = await logLinesOf(async () => {
    answers.push(await tokens.POST(change("POST", { scope: "read", ttl: 600 }), params(demo)));
  });
  const { requestId } = failureBody.parse(await answers[0]?.json()).error;
  expect(lines.map((line) => ({ event: line.event, requestId: line.requestId }))).toEqual([
    { event: "token-act", requestId },
    { event: "request-failed", requestId },
  ]);
});
