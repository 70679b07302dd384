import { z } from "zod";
import { commit, treeEntry, treeEntryType } from "@/contract/content";
import { objectHash } from "@/contract/names";
import { namespaceInfo } from "@/contract/namespaces";
import { repoWithRemote } from "@/contract/repos";
import { createTokenResult, tokenInfo } from "@/contract/tokens";

/** The lists as `lib/artifacts` gives them to pages and `/-/api` to the browser: one shape, so that either hydrates. */

export const namespacePage = z.object({
  namespaces: z.array(namespaceInfo),
  nextCursor: z.string().nullable(),
});
export type NamespacePage = z.infer<typeof namespacePage>;

export const repoPage = z.object({
  repos: z.array(repoWithRemote),
  nextCursor: z.string().nullable(),
  /** Known on the last page only: Artifacts counts nowhere else. */
  total: z.number().int().nullable(),
});
export type RepoPage = z.infer<typeof repoPage>;

/** With what the dashboard knows besides. */
export const labelledToken = tokenInfo.extend({
  /** "dashboard" for the read tokens that this dashboard minted for its own use. */
  label: z.literal("dashboard").nullable(),
  /** It came with a repo that this dashboard made. Of other repos that can only be guessed: `isLikelyInitialToken`. */
  isInitial: z.boolean(),
  /** What was typed when it was made here. */
  purpose: z.string().nullable(),
});
export type LabelledToken = z.infer<typeof labelledToken>;

/** `isPurposeKept` is false when the purpose will be forgotten with this run: the data folder cannot be written. */
export const mintedToken = createTokenResult.extend({ isPurposeKept: z.boolean() });
export type MintedToken = z.infer<typeof mintedToken>;

export const tokenPage = z.object({
  tokens: z.array(labelledToken),
  page: z.number().int(),
  /** At least this many; exact whenever `totalCount` is known. */
  totalPages: z.number().int(),
  totalCount: z.number().int().nullable(),
});
export type TokenPage = z.infer<typeof tokenPage>;

/** By repo name: of the branch that HEAD points to, in unix seconds; null while it has no commit. */
export const latestCommitTimes = z.record(z.string(), z.number().int().nullable());

/** The forks of a repo in its namespace, newest first. `isComplete` is false when the search was ended by its bound. */
export const forkList = z.object({
  forks: z.array(z.string()),
  isComplete: z.boolean(),
  /** How many repos were looked at. */
  searched: z.number().int(),
});
export type ForkList = z.infer<typeof forkList>;

/** What lies between a path and its commit, for a browser that recomputes the hashes. */
export const hashChain = z.object({
  commit,
  levels: z.array(z.array(treeEntry)),
  isWhole: z.boolean(),
});

/** Branches and tags as URLs spell them. */
export const refNames = z.object({ branches: z.array(z.string()), tags: z.array(z.string()) });
export type RefNames = z.infer<typeof refNames>;

/** What a list says of a commit. */
export const commitBrief = z.object({
  hash: objectHash,
  subject: z.string(),
  author: z.string(),
  committedAt: z.number().int(),
});
export type CommitBrief = z.infer<typeof commitBrief>;

/** How many commits one side has that the other has not. Where the walk stopped at its budget a count is a floor, or null. */
export const divergence = z.object({
  ahead: z.number().int().nullable(),
  behind: z.number().int().nullable(),
  isFloor: z.boolean(),
});
export type Divergence = z.infer<typeof divergence>;

/** What a commit's message says below its subject. */
export const commitMessage = z.object({ body: z.string() });

/** Changes of a file, or some of its lines, as the page has them. */
export const changeHtml = z.object({ html: z.string() });

/** Rows of a directory, as the page of it has them. */
export const entryRows = z.object({ html: z.string() });

/** By hash; `commit` is null where the hash leads to no commit. */
export const refDetails = z.record(
  z.string(),
  z.object({ commit: commitBrief.nullable(), divergence: divergence.nullable() }),
);
export type RefDetails = z.infer<typeof refDetails>;

/** By the hash of an annotated tag: its tagger, time (unix seconds) and message. */
export const tagMessage = z.object({
  tagger: z.string(),
  taggedAt: z.number().int().nullable(),
  message: z.string(),
});
export type TagMessage = z.infer<typeof tagMessage>;
export const tagMessages = z.object({
  /** False: this remote cannot send a tag without the files it stands for. */
  isPossible: z.boolean(),
  notes: z.record(z.string(), tagMessage),
});
export type TagMessages = z.infer<typeof tagMessages>;

/** For each entry of a directory the commit that last changed it, as far as the walk has come. */
export const lastChanged = z.object({
  commits: z.array(commitBrief),
  /** In the tree's own order: an index into `commits`, or -1 while none was found. */
  latest: z.array(z.number().int()),
  /** Commits of the log that were looked at. */
  lookedAt: z.number().int(),
  /** `limit`: what is left is older than the commits that were allowed to be looked at. */
  state: z.enum(["looking", "limit", "done"]),
});
export type LastChanged = z.infer<typeof lastChanged>;

/** One level of a tree as the sidebar needs it: name, type, and the hash of what can be opened. Tuples, for there may be many. */
export const treeLevel = z.object({
  entries: z.array(z.tuple([z.string(), treeEntryType, objectHash.nullable()])),
  /** How many entries were left out. */
  more: z.number().int(),
});
export type TreeLevel = z.infer<typeof treeLevel>;

/** Languages of code, plain text first; the first name is the one to show, the others may be searched for. */
export const languageList = z.object({
  languages: z.array(z.object({ id: z.string(), names: z.array(z.string()) })),
});
