import { beforeEach, expect, it, vi } from "vitest";
import { decideBirthToken, endBirthToken } from "./birth-tokens";
import { sendError } from "./hosted-stand-in";
import { sweepBirthTokens } from "./sweep-birth-tokens";
import { standInForTests } from "./test-stand-in";
import { createToken, listTokens } from "./tokens";

const standIn = await standInForTests();

beforeEach(() => {
  standIn.tokens.length = 0;
  vi.useRealTimers();
});

/** A repo as the stand-in knows it, with the token that it was born with. */
async function bear(count = 1) {
  let plaintext = "";
  for (let at = 0; at < count; at += 1) {
    ({ plaintext } = await createToken("acme", { repo: "demo", scope: "write" }));
  }
  // The stand-in numbers its tokens from 1 anew in each test; what was noted of another's must not be met again.
  const run = Math.random().toString(36).slice(2);
  for (const token of standIn.tokens) token.id = `${token.id}-${run}`;
  const birth = {
    id: "repo_1",
    name: "demo",
    description: null,
    default_branch: "main",
    remote: standIn.remote,
    token: plaintext,
  };
  return { birth, endsAt: standIn.tokens[0]?.expiresAt ?? 0 };
}

const refusal = (status: number, code: number) => ({
  matches: ({ path }: { path: string }) => path.endsWith("/demo/tokens"),
  answer: (_: unknown, response: Parameters<typeof sendError>[0]) =>
    sendError(response, status, { code, message: "Not now" }),
});

it("revokes the token of a new repo unless it was asked for, and gives the secret to who asked alone", async () => {
  const { birth } = await bear();
  const made = await decideBirthToken("acme", birth, { isKept: false });
  expect(made).toMatchObject({ name: "demo", birth: { state: "revoked" } });
  expect(JSON.stringify(made)).not.toContain("art_v");
  expect(standIn.tokens.map(({ isRevoked }) => isRevoked)).toEqual([true]);
  expect((await listTokens("acme", "demo")).tokens[0]).toMatchObject({ isBorn: true, label: null });
});

it("keeps what was asked for, and knows it again in the list", async () => {
  const { birth } = await bear();
  const made = await decideBirthToken("acme", birth, { isKept: true });
  expect(made.birth).toEqual({ state: "kept", plaintext: birth.token });
  expect(standIn.tokens[0]?.isRevoked).toBe(false);
  expect((await listTokens("acme", "demo")).tokens[0]?.isBorn).toBe(true);
});

it("touches neither of two that may be the one, nor one that was made for a purpose", async () => {
  const { birth, endsAt } = await bear(2);
  for (const token of standIn.tokens) token.expiresAt = endsAt;
  const made = await decideBirthToken("acme", { ...birth, token: `x?expires=${endsAt}` }, { isKept: false });
  expect(made.birth).toEqual({ state: "alive", because: "ambiguous", endsAt });
  expect(standIn.tokens.some(({ isRevoked }) => isRevoked)).toBe(false);
});

it.each([
  ["while an import lists no tokens", 409, 10302, "importing"],
  ["while Artifacts fails", 500, 10400, "failing"],
  ["before the list knows the repo", 404, 10200, "failing"],
])("sees to it later %s", async (_, status, code, because) => {
  const { birth, endsAt } = await bear();
  const { matches, answer } = refusal(status, code);
  standIn.answerNext(matches, answer);
  const made = await decideBirthToken("acme", birth, { isKept: false });
  expect(made.birth).toEqual({ state: "alive", because, endsAt });
  await sweepBirthTokens();
  expect(standIn.tokens[0]?.isRevoked, "not before its turn").toBe(false);

  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 5_000 });
  standIn.answerNext(matches, answer);
  await sweepBirthTokens();
  expect(standIn.tokens[0]?.isRevoked, "it fails again").toBe(false);
  vi.setSystemTime(Date.now() + 30_000);
  await sweepBirthTokens();
  expect(standIn.tokens[0]?.isRevoked).toBe(true);
  standIn.forgetRequests();
  vi.setSystemTime(Date.now() + 60_000);
  await sweepBirthTokens();
  expect(standIn.requests).toEqual([]);
  expect(await endBirthToken({ namespace: "acme", repo: "demo", endsAt })).toEqual({ state: "revoked" });
});
