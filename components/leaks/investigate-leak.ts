import { activityCall, findLeaksCall, findPlaceCall } from "@/lib/queries/leaks";
import type { LabelledToken } from "@/lib/wire/answers";
import { failureOf } from "@/lib/wire/describe-failure";
import type { LeakEvent, TokenProbe } from "@/lib/wire/leak-events";
import { leaksAtOnceMax } from "@/lib/wire/leaks-at-once";
import { type Activity, afterEvent, type LeakState, type Stage } from "./leak-state";

/** The repo in whose URL it stood, and those nearby. */
const addressesMax = 21;

export type Move = (next: (stage: Stage) => Stage) => void;

/** A leak that is looked into, until its own signal aborts. */
interface Investigation {
  leak: LeakState;
  move: Move;
  signal: AbortSignal;
}

/**
 * Looks for the tokens' repos and what they open there, all in one walk. Every stage is handed to the `move` of each leak. When
 * one is stopped, the others go on.
 */
export async function investigateLeaks(
  investigations: readonly Investigation[],
  { evenIfDead = false }: { evenIfDead?: boolean } = {},
): Promise<void> {
  for (let from = 0; from < investigations.length; from += leaksAtOnceMax) {
    await investigateTogether(investigations.slice(from, from + leaksAtOnceMax), evenIfDead);
  }
}

async function investigateTogether(all: readonly Investigation[], evenIfDead: boolean): Promise<void> {
  const asked = all.flatMap((investigation) => {
    const { secret, expiresAt, address, nearby } = investigation.leak;
    if (typeof secret !== "string" || investigation.signal.aborted) return [];
    const addresses = [...(address === null ? [] : [address]), ...nearby].slice(0, addressesMax);
    return [{ investigation, request: { secret, expiresAt, addresses, evenIfDead } }];
  });
  if (asked.length === 0) return;
  const everyOneStopped = new AbortController();
  const isOver = new Set<Investigation>();
  const stop = (investigation: Investigation) => {
    isOver.add(investigation);
    if (isOver.size === asked.length) everyOneStopped.abort();
  };
  for (const { investigation } of asked) {
    investigation.move(() => searching);
    investigation.signal.addEventListener("abort", () => stop(investigation), { once: true });
  }
  try {
    await findLeaksCall(
      asked.map(({ request }) => request),
      everyOneStopped.signal,
      ({ leaks, event }) => {
        for (const index of leaks) {
          const investigation = asked[index]?.investigation;
          if (investigation === undefined || investigation.signal.aborted) continue;
          if (event.type !== "probed" && event.type !== "progress") isOver.add(investigation);
          takeEvent(investigation, event);
        }
      },
    );
  } catch (error) {
    const { message } = failureOf(error);
    for (const { investigation } of asked) {
      if (!investigation.signal.aborted) investigation.move(failedIfSearching(message));
    }
  }
}

/** The investigation of one, whose secret may be known to the server alone. */
export async function investigateLeak(
  leak: LeakState,
  move: Move,
  signal: AbortSignal,
  { evenIfDead = false }: { evenIfDead?: boolean } = {},
): Promise<void> {
  const { secret } = leak;
  if (secret === null) return;
  if (typeof secret === "string") return investigateLeaks([{ leak, move, signal }], { evenIfDead });
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

function takeEvent({ move, signal }: Investigation, event: LeakEvent): void {
  move((stage) => (stage.name === "searching" ? afterEvent(stage, event) : stage));
  if (event.type !== "found" || event.probe.verdict !== "alive") return;
  void addActivity(event.probe, event.tokens, move, signal);
}

/** What was pushed since the token was made. It only adds to the picture: without it the token is as alive. */
export async function addActivity(
  probe: TokenProbe,
  tokens: readonly LabelledToken[],
  move: Move,
  signal: AbortSignal,
): Promise<void> {
  const [token] = tokens;
  // Of several the time is not known.
  if (token === undefined || tokens.length > 1) return;
  const activity = await activityWithin(probe, token, Date.now(), signal);
  move((stage) => (stage.name === "alive" ? { ...stage, activity } : stage));
}

/** What was pushed in a token's own time: from its making to its end (unix milliseconds). */
export async function activityWithin(
  { namespace, repo }: TokenProbe,
  { created_at }: LabelledToken,
  endMs: number,
  signal: AbortSignal,
): Promise<Activity> {
  const since = Math.floor(Date.parse(created_at) / 1000);
  if (!Number.isFinite(since)) return "unknown";
  try {
    const window = { since: Math.max(0, since), until: Math.ceil(endMs / 1000) };
    return await activityCall(namespace, repo, window, signal);
  } catch {
    return "unknown";
  }
}
