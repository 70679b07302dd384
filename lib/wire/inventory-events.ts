import { z } from "zod";
import { scope } from "@/contract/tokens";
import { failureKinds } from "./failure-kinds";

const unixMs = z.number();

/** A live token without what names no token: there is no secret in a list. */
export const inventoryToken = z.object({
  id: z.string(),
  scope,
  createdAt: unixMs,
  expiresAt: unixMs,
  /** Minted by this dashboard for its own reading. */
  isOwn: z.boolean(),
  /** It came with its repo: known, or likely by its age, scope and lifetime. */
  initial: z.enum(["known", "likely"]).nullable(),
  /** What was typed when it was made here. */
  purpose: z.string().nullable(),
});
export type InventoryToken = z.infer<typeof inventoryToken>;

/** All live tokens of one repo, as they were read together. */
export const repoTokens = z.object({ repo: z.string(), tokens: z.array(inventoryToken) });
export type RepoTokens = z.infer<typeof repoTokens>;

export const unreadReason = z.enum(["gone", "busy", "failing"]);
export type UnreadReason = z.infer<typeof unreadReason>;

export const inventoryState = z.object({
  /** `blank`: never read. `stopped`: some repos are still to be read. `whole`: every repo was visited. */
  phase: z.enum(["blank", "running", "stopped", "whole"]),
  /** Unix milliseconds: when its first and its last repo were read; null while blank. */
  startedAt: unixMs.nullable(),
  touchedAt: unixMs.nullable(),
  /** When a walk last came to its end; what a later one has not reached yet is as old. Null before the first. */
  wholeAt: unixMs.nullable(),
  reposDone: z.number().int(),
  /** Null where Artifacts does not say. */
  reposTotal: z.number().int().nullable(),
  unread: z.number().int(),
  /** Some of them, by name. */
  unreadRepos: z.array(z.object({ repo: z.string(), reason: unreadReason })),
  /** Seconds that Artifacts asked to wait. */
  waitingSeconds: z.number().nullable(),
  /** Why it stopped by itself. */
  failure: z
    .object({ kind: z.enum(failureKinds), message: z.string(), retryAfterSeconds: z.number().optional() })
    .nullable(),
});
export type InventoryState = z.infer<typeof inventoryState>;

/**
 * A namespace's inventory as it grows. What is kept comes first; a repo's later entry replaces its earlier one, even if empty.
 * The last event is `failed`, or a `state` that is not `running`: without it the connection was lost.
 */
export const inventoryEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("repos"), repos: z.array(repoTokens) }),
  inventoryState.extend({ type: z.literal("state") }),
  z.object({ type: z.literal("failed"), kind: z.enum(failureKinds), message: z.string() }),
]);
export type InventoryEvent = z.infer<typeof inventoryEvent>;

/**
 * `open`: what is kept, and a walk where nothing is or what is there is older than a minute. `resume`: goes on where it stopped, the unread once more. `refresh`: reads
 * every repo again.
 */
export const inventoryRequest = z.object({ how: z.enum(["open", "resume", "refresh"]) });
export type InventoryHow = z.infer<typeof inventoryRequest>["how"];
