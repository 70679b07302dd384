import type { TokenInfo } from "@/contract/tokens";
import { type HeldSecret, probeCall } from "@/lib/queries/leaks";
import { revokeToken } from "@/lib/queries/revoke-token";
import { failureOf } from "@/lib/wire/describe-failure";
import type { TokenProbe } from "@/lib/wire/leak-events";
import type { Move } from "./investigate-leak";
import type { LeakState } from "./leak-state";

const proofTriesMax = 20;
const proofPauseMs = 500;

/**
 * Revokes the token and asks its repo's remote until that refuses it. Of several records that may be the token's, one after
 * the other goes until the leaked one is dead; the rest live on.
 */
export async function revokeLeak(leak: LeakState, move: Move, signal: AbortSignal): Promise<void> {
  const { secret, stage } = leak;
  if (secret === null || stage.name !== "alive" || stage.isRevoking) return;
  const { probe: before, tokens } = stage;
  const startedAt = performance.now();
  const revoked: TokenInfo[] = [];
  move((now) => (now.name === "alive" ? { ...now, isRevoking: true, trouble: null } : now));
  const fail = (trouble: string) =>
    move((now) => (now.name === "alive" ? { ...now, isRevoking: false, trouble } : now));
  try {
    for (const [index, token] of tokens.entries()) {
      await revokeToken(before.namespace, { repo: before.repo, id: token.id }, signal);
      revoked.push(token);
      const isLast = index === tokens.length - 1;
      const proof = await probeUntilDead(before, secret, signal, isLast ? proofTriesMax : 2);
      if (proof.verdict !== "dead") continue;
      const kill = { before, proof, revoked, revokedAt: Date.now(), tookMs: performance.now() - startedAt };
      move((now) => ({
        name: "killed",
        kill: { ...kill, activity: now.name === "alive" ? now.activity : null },
      }));
      return;
    }
    fail(
      "Revoked, but Git still accepts the secret. Look at the repo’s tokens: another record may be the one that leaked.",
    );
  } catch (error) {
    if (!signal.aborted) fail(failureOf(error).message);
  }
}

async function probeUntilDead(
  { namespace, repo }: TokenProbe,
  secret: HeldSecret,
  signal: AbortSignal,
  triesMax: number,
): Promise<TokenProbe> {
  for (let tried = 1; ; tried += 1) {
    const probe = await probeCall(namespace, repo, secret, signal);
    if (probe.verdict === "dead" || tried >= triesMax) return probe;
    await new Promise((resolve) => setTimeout(resolve, proofPauseMs));
  }
}
