import { beforeEach, expect, it, vi } from "vitest";
import { sendError } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { createToken } from "./create-token";
import { decideInitialToken, endInitialToken } from "./initial-tokens";
import { listTokens } from "./list-tokens";
import { retryRevocations } from "./retry-revocations";

const fakeApi = await fakeArtifactsForTests();

beforeEach(() => {
  fakeApi.tokens.length = 0;
  vi.useRealTimers();
});

/** A repo as the stand-in knows it, with its initial token. */
async function bear(count = 1) {
  let plaintext = "";
  for (let at = 0; at < count; at += 1) {
    ({ plaintext } = await createToken("acme", { repo: "demo", scope: "write" }));
  }
  // The stand-in numbers its tokens from 1 anew in each test; what was noted of another's must not be met again.
  const run = Math.random().toString(36).slice(2);
  for (const token of fakeApi.tokens) token.id = `${token.id}-${run}`;
  const initialToken = {
    id: "repo_1",
    name: "demo",
    description: null,
    default_branch: "main",
    remote: fakeApi.remote,
    token: plaintext,
  };
  return { initialToken, endsAt: fakeApi.tokens[0]?.expiresAt ?? 0 };
}

const refusal = (status: number, code: number) => ({
  matches: ({ path }: { path: string }) => path.endsWith("/demo/tokens"),
  answer: (_: unknown, response: Parameters<typeof sendError>[0]) =>
    sendError(response, status, { code, message: "Not now" }),
});

it("revokes the token of a new repo unless it was asked for, and gives the secret to who asked alone", async () => {
  const { initialToken } = await bear();
  const made = await decideInitialToken("acme", initialToken, { isKept: false });
  expect(made).toMatchObject({ name: "demo", initialToken: { state: "revoked" } });
  expect(JSON.stringify(made)).not.toContain("art_v");
  expect(fakeApi.tokens.map(({ isRevoked }) => isRevoked)).toEqual([true]);
  expect((await listTokens("acme", "demo")).tokens[0]).toMatchObject({ isInitial: true, label: null });
});

it("keeps what was asked for, and knows it again in the list", async () => {
  const { initialToken } = await bear();
  const made = await decideInitialToken("acme", initialToken, { isKept: true });
  expect(made.initialToken).toEqual({ state: "kept", plaintext: initialToken.token });
  expect(fakeApi.tokens[0]?.isRevoked).toBe(false);
  expect((await listTokens("acme", "demo")).tokens[0]?.isInitial).toBe(true);
});

it("touches neither of two that may be the one, nor one that was made for a purpose", async () => {
  const { initialToken, endsAt } = await bear(2);
  for (const token of fakeApi.tokens) token.expiresAt = endsAt;
  const made = await decideInitialToken(
    "acme",
    { ...initialToken, token: `x?expires=${endsAt}` },
    { isKept: false },
  );
  expect(made.initialToken).toEqual({ state: "alive", because: "ambiguous", endsAt });
  expect(fakeApi.tokens.some(({ isRevoked }) => isRevoked)).toBe(false);
});

it.each([
  ["while an import lists no tokens", 409, 10302, "importing"],
  ["while Artifacts fails", 500, 10400, "failing"],
  ["before the list knows the repo", 404, 10200, "failing"],
])("sees to it later %s", async (_, status, code, because) => {
  const { initialToken, endsAt } = await bear();
  const { matches, answer } = refusal(status, code);
  fakeApi.answerNext(matches, answer);
  const made = await decideInitialToken("acme", initialToken, { isKept: false });
  expect(made.initialToken).toEqual({ state: "alive", because, endsAt });
  await retryRevocations();
  expect(fakeApi.tokens[0]?.isRevoked, "not before its turn").toBe(false);

  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 5_000 });
  fakeApi.answerNext(matches, answer);
  await retryRevocations();
  expect(fakeApi.tokens[0]?.isRevoked, "it fails again").toBe(false);
  vi.setSystemTime(Date.now() + 30_000);
  await retryRevocations();
  expect(fakeApi.tokens[0]?.isRevoked).toBe(true);
  fakeApi.forgetRequests();
  vi.setSystemTime(Date.now() + 60_000);
  await retryRevocations();
  expect(fakeApi.requests).toEqual([]);
  expect(await endInitialToken({ namespace: "acme", repo: "demo", endsAt })).toEqual({ state: "revoked" });
});
