import type { Leak } from "@/lib/leaks/extract-leaks";
import { maskSecret } from "@/lib/leaks/mask-secret";
import type { HeldSecret } from "@/lib/queries/leaks";
import type { LabelledToken } from "@/lib/wire/answers";
import type { CandidateTokens, LeakEvent, RepoActivity, TokenProbe } from "@/lib/wire/leak-events";

/** One leaked token and what is known of it so far. The secret goes as soon as nothing more is to be asked with it. */
export interface LeakState extends Omit<Leak, "secret"> {
  mask: string;
  secret: HeldSecret | null;
  stage: Stage;
}

export type SearchProgress = Extract<LeakEvent, { type: "progress" }>;

export type Stage =
  | { name: "waiting" }
  | { name: "searching"; progress: SearchProgress | null; probe: TokenProbe | null }
  | {
      name: "alive";
      probe: TokenProbe;
      /** As in `CandidateTokens`. */
      tokens: LabelledToken[];
      /** `others`: all other records are those of other leaks. */
      toldBy: CandidateTokens["toldBy"] | "others";
      /** Of the time of the one that is told. */
      activity: Activity;
      isRevoking: boolean;
      /** Why the last attempt to revoke it failed. */
      trouble: string | null;
    }
  | { name: "killed"; kill: Kill }
  | { name: "dead"; probe: TokenProbe; home: { probe: TokenProbe; tokens: LabelledToken[] } | null }
  | { name: "not-found"; isAlive: boolean; repos: number; unread: number; onlyNamed?: boolean }
  /** On the page, before its repo was found; that it lives may be known already. */
  | { name: "stopped"; isAlive: boolean }
  | { name: "failed"; message: string };

/** What was pushed in a token's time: on its way, or not to be had. */
export type Activity = RepoActivity | "asking" | "unknown";

/** A revocation, with its proof. */
export interface Kill {
  before: TokenProbe;
  proof: TokenProbe;
  /** The one with whose revocation the secret died. */
  token: LabelledToken;
  /** Those that were revoked before it, by choice, and were not it. */
  others: LabelledToken[];
  activity: Activity;
  /** Unix milliseconds. */
  revokedAt: number;
  /** From the press of the button to the refusal. */
  tookMs: number;
}

/** A leak that nothing is known of yet. */
export function newLeakState(leak: Leak): LeakState {
  return { ...leak, mask: maskSecret(leak.secret), stage: { name: "waiting" } };
}

const settled = new Set<Stage["name"]>(["killed", "dead"]);

/** The leak at its next stage. */
export function atStage(leak: LeakState, stage: Stage): LeakState {
  // A dead token whose home is still to be looked for is asked about once more.
  const isOver = settled.has(stage.name) && !(stage.name === "dead" && stage.home === null);
  return { ...leak, stage, secret: isOver ? null : leak.secret };
}

/** What an event of the search makes of a stage. */
export function afterEvent(stage: Stage, event: LeakEvent): Stage {
  const searching =
    stage.name === "searching" ? stage : ({ name: "searching", progress: null, probe: null } as const);
  switch (event.type) {
    case "probed":
      return { ...searching, probe: event.probe };
    case "progress":
      return { ...searching, progress: event };
    case "found":
      return event.probe.verdict === "alive"
        ? {
            name: "alive",
            probe: event.probe,
            tokens: event.tokens,
            toldBy: event.toldBy,
            activity: "asking",
            isRevoking: false,
            trouble: null,
          }
        : { name: "dead", probe: event.probe, home: { probe: event.probe, tokens: event.tokens } };
    case "dead":
      return { name: "dead", probe: event.probe, home: null };
    case "not-found": {
      const { type: name, ...found } = event;
      return { name, ...found };
    }
    case "failed":
      return { name: "failed", message: event.message };
  }
}
