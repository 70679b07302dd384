import { z } from "zod";
import { scope } from "@/contract/tokens";
import { labelledToken } from "./answers";
import { leaksAtOnceMax } from "./leaks-at-once";

/** What a repo's Git remote said of a secret. */
export const tokenProbe = z.object({
  namespace: z.string(),
  repo: z.string(),
  /**
   * `alive`: it opens this repo. `elsewhere`: it is alive, but another repo's. `dead`: unknown, expired or revoked. `unclear`: the
   * remote said something else.
   */
  verdict: z.enum(["alive", "elsewhere", "dead", "unclear"]),
  /** What it may do here; null unless alive. */
  scope: scope.nullable(),
  /** The proof: the status and words of the answer that decided. */
  status: z.number().int(),
  said: z.string(),
});
export type TokenProbe = z.infer<typeof tokenProbe>;

export const repoAddress = z.object({
  host: z.string().max(300).nullable(),
  namespace: z.string().min(1).max(63),
  repo: z.string().min(1).max(200),
});

export const probeRequest = z.object({ secret: z.string().min(8).max(300) });

export const findLeakRequest = probeRequest.extend({
  /** Unix seconds, from the `?expires=` that stood with it. */
  expiresAt: z.number().int().nullable(),
  /** Repos to try first: the one in whose URL it stood, then those nearby. */
  addresses: z.array(repoAddress).max(21),
  /** Looks for the repo even of a token that is dead already. */
  evenIfDead: z.boolean().optional(),
});
export type FindLeakRequest = z.infer<typeof findLeakRequest>;

export const findLeaksRequest = z.object({
  leaks: z.array(findLeakRequest).min(1).max(leaksAtOnceMax),
});

/** The records of a repo that a leaked token may have. */
export const candidateTokens = z.object({
  /** The least costly to lose first; none when none was listed. */
  tokens: z.array(labelledToken),
  /**
   * What tells that it is the one in `tokens`: its id is made from the secret, it is the only live one that may do the same, or
   * of those it alone ends when the secret says. Null: nothing does, or there is none.
   */
  toldBy: z.enum(["id", "only", "expiry"]).nullable(),
});
export type CandidateTokens = z.infer<typeof candidateTokens>;

/** The search for a leaked token's repo, as it goes on. The last event is `found`, `dead`, `not-found` or `failed`. */
export const leakEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("probed"), probe: tokenProbe }),
  z.object({
    type: z.literal("progress"),
    repos: z.number().int(),
    /** Null while it is not known. */
    reposTotal: z.number().int().nullable(),
    tokens: z.number().int(),
    /** Seconds Artifacts asked to wait. */
    waitingSeconds: z.number().nullable(),
  }),
  z.object({
    type: z.literal("found"),
    probe: tokenProbe,
    ...candidateTokens.shape,
    /** How the repo was found. */
    by: z.enum(["address", "expiry", "probing"]),
  }),
  z.object({ type: z.literal("dead"), probe: tokenProbe }),
  z.object({
    type: z.literal("not-found"),
    /** Whether Artifacts knows the token to be alive in some repo. */
    isAlive: z.boolean(),
    repos: z.number().int(),
    /** Repos whose tokens could not be read. */
    unread: z.number().int(),
    /** Only the repos named beside it were asked; the others still may be. */
    onlyNamed: z.boolean().optional(),
  }),
  z.object({ type: z.literal("failed"), message: z.string() }),
]);
export type LeakEvent = z.infer<typeof leakEvent>;

/** A line of the search for several: of which leaks it speaks, by their places in the request. */
export const leaksEvent = z.object({ leaks: z.array(z.number().int()), event: leakEvent });
export type LeaksEvent = z.infer<typeof leaksEvent>;

/** What happened to a repo's default branch between two moments. */
export const repoActivity = z.object({
  /** Of the repo, on any branch; null where Artifacts does not say. */
  lastPushAt: z.string().nullable(),
  /** Newest first, at most a page. Their dates are what their committers claim. */
  commits: z.array(
    z.object({ hash: z.string(), message: z.string(), author: z.string(), committedAt: z.number() }),
  ),
  hasMore: z.boolean(),
});
export type RepoActivity = z.infer<typeof repoActivity>;
