import { z } from "zod";
import { namespaceName, objectHash, repoName } from "@/contract/names";
import { leakEvent, repoAddress } from "./leak-events";

/** Bounds of one run; the screen says them, and a further run goes on where one stopped. */
export const scanLimits = {
  /** Files looked at. */
  files: 50_000,
  /** Of those, blobs that had to be read. */
  blobs: 10_000,
  bytes: 512_000_000,
  blobBytes: 5_000_000,
  directories: 50_000,
  timeMs: 120_000,
  /** Places reported. */
  hits: 1_000,
  /** Different secrets tried against Git. */
  secrets: 100,
  /** Branches and tags of which the history is read. */
  tips: 1_000,
  /** Commits listed to find those of a run. */
  commits: 200_000,
  /** Files left out that are named; the rest is counted. */
  leftOut: 100,
  /** Places of earlier runs of which a further one looks for the commit that brought them in. */
  followed: 2_000,
  followedPath: 1_000,
} as const;

/** Where to go on. It names only hashes and places that are checked again when they come back. */
export const scanCursor = z.object({
  /** In a namespace: the page of repos, and the repo on it that is under way. */
  repos: z.object({ page: z.string().max(2_000).nullable(), name: repoName }).nullable(),
  /** Commits from which the history is followed. */
  tips: z.array(objectHash).min(1).max(scanLimits.tips),
  /** Commits that are behind. */
  commits: z.number().int().min(0).max(100_000_000),
  /** In the tree of the next one. */
  position: z.string().max(10_000).nullable(),
});
export type ScanCursor = z.infer<typeof scanCursor>;

export const scanScope = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("ref"),
    namespace: namespaceName,
    repo: repoName,
    ref: z.string().min(1).max(1_024),
  }),
  z.object({ kind: z.literal("history"), namespace: namespaceName, repo: repoName }),
  z.object({ kind: z.literal("namespace"), namespace: namespaceName }),
]);
export type ScanScope = z.infer<typeof scanScope>;

/** A place that earlier runs found, and the oldest commit that they saw it in. */
const followedPlace = z.object({
  path: z.string().max(scanLimits.followedPath),
  blob: objectHash,
  since: objectHash,
});
export type FollowedPlace = z.infer<typeof followedPlace>;

export const scanRequest = z.object({
  scope: scanScope,
  after: scanCursor.nullable(),
  /** In a history that goes on: of these it is looked for whether older commits have them. */
  found: z.array(followedPlace).max(scanLimits.followed).default([]),
});
export type ScanRequest = z.input<typeof scanRequest>;

const count = z.number().int().min(0);

export const scanCounts = z.object({
  repos: count,
  /** Commits whose trees were looked through. */
  commits: count,
  /** In a history, versions of files; else files. */
  files: count,
  /** Blobs read; of the others it was known already that they hold nothing. */
  blobs: count,
  bytes: count,
  /** Left out: larger than is read. */
  large: count,
  /** Left out: Artifacts could not give them. */
  unreadable: count,
  /** Given up: reading them for tokens took too long. */
  slow: count,
  /** Repos that could not be read. */
  closedRepos: count,
});
export type ScanCounts = z.infer<typeof scanCounts>;

export const noScanCounts: ScanCounts = {
  repos: 0,
  commits: 0,
  files: 0,
  blobs: 0,
  bytes: 0,
  large: 0,
  unreadable: 0,
  slow: 0,
  closedRepos: 0,
};

export const leakKind = z.enum([
  "artifacts",
  "cloudflare-user-token",
  "cloudflare-account-token",
  "cloudflare-global-key",
  "cloudflare-unprefixed-token",
  "cloudflare-unprefixed-key",
  "cloudflare-origin-ca-key",
]);

/** A secret by its place: the dashboard's server reads it there itself, so that it need not travel. */
export const secretPlace = z.object({
  namespace: namespaceName,
  repo: repoName,
  blob: objectHash,
  line: z.number().int().min(1),
  column: z.number().int().min(1),
});
export type SecretPlace = z.infer<typeof secretPlace>;

const commitInTime = z.object({
  commit: objectHash,
  /** Unix seconds. */
  committedAt: z.number().int(),
});

export const scanHit = secretPlace.extend({
  /** The same for every place of one secret; it cannot be turned back into it. */
  secret: z.string(),
  kind: leakKind,
  mask: z.string(),
  isCut: z.boolean(),
  /** Unix seconds, by the words that stand with it. */
  expiresAt: z.number().int().nullable(),
  /** At which it was seen: the newest that has it, among those looked through before it. */
  commit: objectHash,
  /** Unix seconds. */
  committedAt: z.number().int(),
  /** Whether a branch or tag leads to that very commit. */
  isAtTip: z.boolean(),
  /**
   * In a history: the commit that brought it in, the oldest of those looked through that have this blob at this path. Null where
   * one commit alone is looked at.
   */
  since: commitInTime.nullable(),
  path: z.string(),
  disguises: z.array(z.enum(["terminal codes", "escaped", "wrapped over lines", "base64"])),
});
export type ScanHit = z.infer<typeof scanHit>;

export const leftOut = z.object({
  reason: z.enum(["large", "unreadable", "slow", "closed-repo"]),
  namespace: z.string(),
  repo: z.string(),
  commit: z.string().nullable(),
  path: z.string().nullable(),
  sizeBytes: z.number().nullable(),
});
export type LeftOut = z.infer<typeof leftOut>;

/** Why a run ended before everything was looked at. */
export const pauseReason = z.enum(["files", "blobs", "bytes", "directories", "time", "hits"]);
export type PauseReason = z.infer<typeof pauseReason>;

/** A line of a scan's answer. The last one is `paused`, `done` or `failed`. */
export const scanEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("begun"),
    /** Of a ref: the commit that it leads to. */
    commit: objectHash.nullable(),
    branches: count,
    tags: count,
    /** Branches and tags beyond the bound, which are not followed. */
    tipsLeftOut: count,
    reposTotal: count.nullable(),
  }),
  z.object({
    type: z.literal("progress"),
    counts: scanCounts,
    cursor: scanCursor.nullable(),
    repo: z.string(),
  }),
  z.object({ type: z.literal("hit"), hit: scanHit }),
  /** An older commit has the blob at the path. */
  z.object({ type: z.literal("since"), path: z.string(), blob: objectHash, since: commitInTime }),
  /** What Git says of a secret. */
  z.object({ type: z.literal("verdict"), secret: z.string(), event: leakEvent }),
  z.object({ type: z.literal("left-out"), file: leftOut }),
  z.object({
    type: z.literal("paused"),
    reason: pauseReason,
    counts: scanCounts,
    cursor: scanCursor.nullable(),
  }),
  z.object({
    type: z.literal("done"),
    counts: scanCounts,
    /** The history is longer than is listed. */
    isHistoryCut: z.boolean(),
  }),
  z.object({ type: z.literal("failed"), message: z.string() }),
]);
export type ScanEvent = z.infer<typeof scanEvent>;

export const probePlaceRequest = z.object({ place: secretPlace, repo: repoAddress.omit({ host: true }) });

export const findPlaceRequest = z.object({ place: secretPlace, evenIfDead: z.boolean().optional() });
