import { type HeldSecret, probeCall } from "@/lib/queries/leaks";
import { revokeToken } from "@/lib/queries/revoke-token";
import type { LabelledToken } from "@/lib/wire/answers";
import { failureOf } from "@/lib/wire/describe-failure";
import type { TokenProbe } from "@/lib/wire/leak-events";
import { activityWithin, type Move } from "./investigate-leak";
import type { LeakState, Stage } from "./leak-state";

/** A revocation may take seconds to reach every remote; asked too early, the next of the choice would go for nothing. */
const proofTriesMax = 15;
const proofPauseMs = 500;

type Alive = Extract<Stage, { name: "alive" }>;

/**
 * Revokes the chosen records one after the other, and asks the repo's remote after each whether it still takes the secret: with
 * its refusal it stops, and what is left of the choice lives on. Nothing goes of a secret that is dead by then. Answers what went.
 */
export async function revokeLeak(
  { secret, stage }: LeakState,
  chosen: readonly LabelledToken[],
  move: Move,
  signal: AbortSignal,
): Promise<LabelledToken[]> {
  if (secret === null || stage.name !== "alive" || stage.isRevoking || chosen.length === 0) return [];
  const { probe: before } = stage;
  const startedAt = performance.now();
  const revoked: LabelledToken[] = [];
  const moveAlive = (change: (stage: Alive) => Stage) =>
    move((now) => (now.name === "alive" ? change(now) : now));
  const fail = (trouble: string) => moveAlive((now) => withoutTokens(now, revoked, trouble));
  moveAlive((now) => ({ ...now, isRevoking: true, trouble: null }));
  try {
    const first = await probeCall(before.namespace, before.repo, secret, signal);
    if (first.verdict === "dead") {
      moveAlive(() => ({ name: "dead", probe: first, home: { probe: first, tokens: [] } }));
      return revoked;
    }
    for (const token of chosen) {
      await revokeToken(before.namespace, { repo: before.repo, id: token.id }, signal);
      revoked.push(token);
      const proof = await probeUntilDead(before, secret, signal);
      if (proof.verdict !== "dead") continue;
      const revokedAt = Date.now();
      const kill = { before, proof, token, others: revoked.slice(0, -1), revokedAt };
      const tookMs = performance.now() - startedAt;
      moveAlive(() => ({ name: "killed", kill: { ...kill, tookMs, activity: "asking" } }));
      // Only now is its time over, and nothing can be pushed with it any more.
      const activity = await activityWithin(before, token, revokedAt, signal);
      move((now) => (now.name === "killed" ? { ...now, kill: { ...now.kill, activity } } : now));
      return revoked;
    }
    fail(
      `${chosen.length === 1 ? "That was not it" : `None of these ${chosen.length} was it`}: revoked, but Git still accepts the secret.`,
    );
  } catch (error) {
    if (!signal.aborted) fail(failureOf(error).message);
  }
  return revoked;
}

/** What was revoked for nothing is none of the candidates any more, and what told them apart was wrong. */
function withoutTokens(stage: Alive, revoked: readonly LabelledToken[], trouble: string): Alive {
  const tokens = stage.tokens.filter((token) => !revoked.includes(token));
  const toldBy = revoked.length > 0 ? null : stage.toldBy;
  return { ...stage, tokens, toldBy, isRevoking: false, trouble };
}

async function probeUntilDead(
  { namespace, repo }: TokenProbe,
  secret: HeldSecret,
  signal: AbortSignal,
): Promise<TokenProbe> {
  for (let tried = 1; ; tried += 1) {
    const probe = await probeCall(namespace, repo, secret, signal);
    if (probe.verdict === "dead" || tried >= proofTriesMax) return probe;
    await new Promise((resolve) => setTimeout(resolve, proofPauseMs));
  }
}
