import type { TokenInfo } from "@/contract/tokens";
import { activityCall, findLeaksCall, findPlaceCall, type HeldSecret, probeCall } from "@/lib/queries/leaks";
import { revokeToken } from "@/lib/queries/revoke-token";
import { failureOf } from "@/lib/wire/describe-failure";
import { type LeakEvent, leaksAtOnceMax, type TokenProbe } from "@/lib/wire/leak-events";
import { afterEvent, type LeakState, type Stage } from "./leak-state";

/** The repo in whose URL it stood, and those nearby. */
const addressesMax = 21;

export type Move = (next: (stage: Stage) => Stage) => void;

/** A case under search, until its own signal says stop. */
export interface CaseSearch {
  leak: LeakState;
  move: Move;
  signal: AbortSignal;
}

/**
 * Looks for the tokens' repos and what they open there, all in one walk. Every stage is handed to each case's `move`. It goes
 * on for the others when one is stopped.
 */
export async function checkCases(
  searches: readonly CaseSearch[],
  { evenIfDead = false }: { evenIfDead?: boolean } = {},
): Promise<void> {
  for (let from = 0; from < searches.length; from += leaksAtOnceMax) {
    await checkTogether(searches.slice(from, from + leaksAtOnceMax), evenIfDead);
  }
}

async function checkTogether(all: readonly CaseSearch[], evenIfDead: boolean): Promise<void> {
  const asked = all.flatMap((search) => {
    const { secret, expiresAt, address, nearby } = search.leak;
    if (typeof secret !== "string" || search.signal.aborted) return [];
    const addresses = [...(address === null ? [] : [address]), ...nearby].slice(0, addressesMax);
    return [{ search, request: { secret, expiresAt, addresses, evenIfDead } }];
  });
  if (asked.length === 0) return;
  const nobodyWaits = new AbortController();
  const isOver = new Set<CaseSearch>();
  const stop = (search: CaseSearch) => {
    isOver.add(search);
    if (isOver.size === asked.length) nobodyWaits.abort();
  };
  for (const { search } of asked) {
    search.move(() => searching);
    search.signal.addEventListener("abort", () => stop(search), { once: true });
  }
  try {
    await findLeaksCall(
      asked.map(({ request }) => request),
      nobodyWaits.signal,
      ({ leaks, event }) => {
        for (const index of leaks) {
          const search = asked[index]?.search;
          if (search === undefined || search.signal.aborted) continue;
          if (event.type !== "probed" && event.type !== "progress") isOver.add(search);
          takeEvent(search, event);
        }
      },
    );
  } catch (error) {
    const { message } = failureOf(error);
    for (const { search } of asked) {
      if (!search.signal.aborted) search.move(failedIfSearching(message));
    }
  }
}

/** The search of one, whose secret may be known to the server alone. */
export async function checkCase(
  leak: LeakState,
  move: Move,
  signal: AbortSignal,
  { evenIfDead = false }: { evenIfDead?: boolean } = {},
): Promise<void> {
  const { secret } = leak;
  if (secret === null) return;
  if (typeof secret === "string") return checkCases([{ leak, move, signal }], { evenIfDead });
  move(() => searching);
  try {
    await findPlaceCall(secret, evenIfDead, signal, (event) => takeEvent({ leak, move, signal }, event));
  } catch (error) {
    if (!signal.aborted) move(failedIfSearching(failureOf(error).message));
  }
}

const searching: Stage = { name: "searching", progress: null, probe: null };

/** What was found of it already stays true. */
const failedIfSearching =
  (message: string) =>
  (stage: Stage): Stage =>
    stage.name === "searching" ? { name: "failed", message } : stage;

function takeEvent({ move, signal }: CaseSearch, event: LeakEvent): void {
  move((stage) => (stage.name === "searching" ? afterEvent(stage, event) : stage));
  if (event.type !== "found" || event.probe.verdict !== "alive") return;
  addActivity(event.probe, event.tokens, move, signal);
}

/** What was pushed since the token was made. It only adds to the picture: without it the token is as alive. */
export async function addActivity(
  { namespace, repo }: TokenProbe,
  tokens: TokenInfo[],
  move: Move,
  signal: AbortSignal,
): Promise<void> {
  const since = Math.min(...tokens.map((token) => Math.floor(Date.parse(token.created_at) / 1000)));
  if (!Number.isFinite(since)) return;
  try {
    const activity = await activityCall(namespace, repo, Math.max(0, since), signal);
    move((stage) => (stage.name === "alive" ? { ...stage, activity } : stage));
  } catch {
    // The page says that it is not known.
  }
}

const proofTriesMax = 20;
const proofPauseMs = 500;

/**
 * Revokes the token and asks its repo's remote until that refuses it. Of several records that may be the token's, one after
 * the other goes until the leaked one is dead; the rest live on.
 */
export async function killCase(leak: LeakState, move: Move, signal: AbortSignal): Promise<void> {
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
