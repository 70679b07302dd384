import "server-only";
import { createHash } from "node:crypto";
import path from "node:path";
import { LRUCache } from "lru-cache";
import pLimit from "p-limit";
import { objectHash } from "@/contract/names";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { noteFromMemory } from "@/lib/artifacts/call-trail";
import { connection } from "@/lib/artifacts/connection";
import type { ContentRepo } from "@/lib/artifacts/content";
import { checkedRemote } from "@/lib/git/checked-remote";
import { PackTooLarge } from "@/lib/git/fetch-pack";
import { filterSupportOf, rememberFilterSupport } from "@/lib/git/filter-support";
import { UnaskedObject } from "@/lib/git/read-pack";
import { gitHeaders } from "@/lib/git/refs";
import { dashboardFolder } from "@/lib/process/data-folder";
import { perProcess } from "@/lib/process/per-process";
import { readTokens } from "@/lib/tokens/read-tokens";
import { bringPack, isEnough, type PackWanted } from "./bring-pack";
import type { HistoryPack } from "./history-pack";
import { createHistoryStore, type HistoryStore } from "./history-store";

/** A repo, and where Git can be asked for it. */
export interface PackRepo {
  content: ContentRepo;
  remote: string;
}

const inMemoryMaxBytes = 128 * 1024 * 1024;
/** Packs that come at once: each is in memory as a whole. */
const fetchesAtOnce = 2;
/** For how long Git is not asked again for what it did not give. */
const restMs = 60_000;

interface Packs {
  kept: LRUCache<string, HistoryPack>;
  store: HistoryStore;
  /** The last work for each owner: what comes later waits for it, and mostly finds what it needs. */
  lines: Map<string, Promise<unknown>>;
  /** Owners whose remote does not answer, and what of them it refuses. */
  failed: LRUCache<string, true>;
  /** Histories that are larger than so many bytes. */
  larger: LRUCache<string, number>;
  fetching: ReturnType<typeof pLimit>;
}

const packs = perProcess(
  "history-packs",
  (): Packs => ({
    kept: new LRUCache({ maxSize: inMemoryMaxBytes, sizeCalculation: ({ sizeBytes }) => sizeBytes }),
    store: createHistoryStore(path.join(dashboardFolder().folder, "history")),
    lines: new Map(),
    failed: new LRUCache({ max: 1000, ttl: restMs }),
    larger: new LRUCache({ max: 1000, ttl: 10 * restMs }),
    fetching: pLimit(fetchesAtOnce),
  }),
);

/** By connection and id: a name may be deleted and taken anew. What one repo was seen to reach is never given for another. */
function ownerOf({ id }: Pick<ContentRepo, "id">): string {
  const { apiBase, account } = connection();
  return [apiBase, account, id].join("\n");
}

/**
 * Commits and trees that `tips` lead to, by one fetch of Git at the most: from memory, from disk, or brought and kept. Null where Git
 * does not give them: the API has to do then. `signal` ends the waiting alone, for others may wait for the same fetch.
 */
export async function openPack(
  repo: PackRepo,
  asked: PackWanted,
  signal?: AbortSignal,
): Promise<HistoryPack | null> {
  signal?.throwIfAborted();
  // They become lines of a message to the remote.
  const tips = [...new Set(asked.tips)].filter((tip) => objectHash.safeParse(tip).success);
  const wanted = { ...asked, tips };
  const owner = ownerOf(repo.content);
  const kept = packs().kept.get(owner);
  if (kept !== undefined && isEnough(kept, wanted)) return noted(repo, kept);
  return orAborted(
    inLine(owner, () => find(repo, owner, wanted)),
    signal,
  );
}

/** What is in memory or on disk already, whatever it is of. `signal` as in `openPack`. */
export async function keptPack({ content }: PackRepo, signal: AbortSignal): Promise<HistoryPack | null> {
  const owner = ownerOf(content);
  const kept = packs().kept.get(owner);
  return (
    kept ??
    orAborted(
      inLine(owner, () => readKept(owner)),
      signal,
    )
  );
}

/** What is in memory of a repo, for who would rather ask for one object than wait. */
export const packAtHand = (repo: Pick<ContentRepo, "id">): HistoryPack | null =>
  packs().kept.get(ownerOf(repo)) ?? null;

/** Removes what is kept of a repo that has been deleted. */
export function forgetPack(repo: Pick<ContentRepo, "id">): Promise<void> {
  const owner = ownerOf(repo);
  const { kept, store } = packs();
  return inLine(owner, async () => {
    kept.delete(owner);
    await store.remove(owner);
  });
}

function noted({ remote }: PackRepo, pack: HistoryPack): HistoryPack {
  noteFromMemory(`${checkedRemote(remote)}/git-upload-pack`);
  return pack;
}

async function inLine<T>(owner: string, work: () => Promise<T>): Promise<T> {
  const { lines } = packs();
  const turn = (lines.get(owner) ?? Promise.resolve()).then(work);
  const ended = turn.catch(() => undefined);
  lines.set(owner, ended);
  try {
    return await turn;
  } finally {
    if (lines.get(owner) === ended) lines.delete(owner);
  }
}

async function readKept(owner: string): Promise<HistoryPack | null> {
  const { kept, store } = packs();
  const known = kept.get(owner);
  if (known !== undefined) return known;
  const pack = await store.read(owner);
  if (pack !== null) kept.set(owner, pack);
  return pack;
}

async function find(repo: PackRepo, owner: string, wanted: PackWanted): Promise<HistoryPack | null> {
  const before = await readKept(owner);
  if (before !== null && isEnough(before, wanted)) return noted(repo, before);
  // Where there is a window, the whole was too large.
  if (before !== null && before.depth !== null && wanted.depth === null) return null;
  const made = await fetchAndKeep(repo, owner, before, wanted);
  if (made !== null || before === null) return made;
  // A window that cannot be made deeper is still one.
  return wanted.depth !== null && wanted.tips.every(before.knows) ? before : null;
}

async function fetchAndKeep(
  repo: PackRepo,
  owner: string,
  before: HistoryPack | null,
  wanted: PackWanted,
): Promise<HistoryPack | null> {
  const { kept, store, failed, fetching } = packs();
  const asked = askedOf(owner, before, wanted);
  if (failed.has(owner) || failed.has(asked)) return null;
  try {
    const made = await fetching(() => bring(repo, owner, before, wanted));
    if (made === null) return null;
    kept.set(owner, made);
    await store.write(owner, made);
    return made;
  } catch (error) {
    if (!isOfGit(error)) throw error;
    // The whole may be too large, and a window not.
    if (!(error instanceof PackTooLarge) || wanted.depth !== null)
      failed.set(isRefusal(error) ? asked : owner, true, { ttl: restOf(error) });
    return null;
  }
}

/** One tip that is not there, or damaged, must not keep the others from being fetched. */
function askedOf(owner: string, before: HistoryPack | null, { tips, depth }: PackWanted): string {
  const checksum = createHash("sha256").update(String(depth));
  for (const tip of tips) if (before === null || !before.knows(tip)) checksum.update(tip);
  return `${owner}\n${checksum.digest("hex")}`;
}

function isRefusal(error: unknown): boolean {
  return !(error instanceof ArtifactsError) || error.kind === "upstream" || error.kind === "invalid";
}

async function bring(
  { content, remote }: PackRepo,
  owner: string,
  before: HistoryPack | null,
  wanted: PackWanted,
): Promise<HistoryPack | null> {
  const { larger } = packs();
  const url = checkedRemote(remote);
  const { namespace, name } = content;
  const isTooLarge = (larger.get(owner) ?? 0) >= wanted.maxBytes;
  const noteTooLarge = () => larger.set(owner, wanted.maxBytes);
  return readTokens().use({ namespace, name }, async (secret) => {
    const headers = gitHeaders(secret);
    if ((await filterSupportOf(url, headers)) === "nothing") return null;
    try {
      return await bringPack({ remote: url, headers }, before, wanted, { isTooLarge, noteTooLarge });
    } catch (error) {
      if (error instanceof UnaskedObject) rememberFilterSupport(url, "nothing");
      throw error;
    }
  });
}

function isOfGit(error: unknown): boolean {
  return error instanceof ArtifactsError || error instanceof PackTooLarge || error instanceof UnaskedObject;
}

function restOf(error: unknown): number {
  const seconds = error instanceof ArtifactsError ? error.retryAfterSeconds : undefined;
  return Math.max(restMs, (seconds ?? 0) * 1000);
}

async function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  let giveUp: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason);
    signal.addEventListener("abort", giveUp, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}
