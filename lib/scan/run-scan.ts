import "server-only";
import { LRUCache } from "lru-cache";
import pLimit from "p-limit";
import type { Commit } from "@/contract/content";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { bulkCalls, type InTurn } from "@/lib/artifacts/bulk-calls";
import { type ContentRepo, getCommit } from "@/lib/artifacts/content";
import { getNamespace } from "@/lib/artifacts/namespaces";
import type { Leak } from "@/lib/leaks/extract-leaks";
import { maskCloudflareKey } from "@/lib/leaks/find-cloudflare-keys";
import { findLeak } from "@/lib/leaks/find-leak";
import { maskSecret } from "@/lib/leaks/mask-secret";
import { openRepo } from "@/lib/reading/open-repo";
import type { LeakEvent } from "@/lib/wire/leak-events";
import {
  noScanCounts,
  type PauseReason,
  type ScanCursor,
  type ScanEvent,
  type ScanHit,
  type ScanRequest,
  scanLimits,
} from "@/lib/wire/scan-events";
import { listHistory } from "./list-history";
import { readTreeOnce } from "./read-tree-once";
import { type SeenFile, type SeenObjects, scanCommits } from "./scan-commits";
import { commitOfRef, eachRepoFrom, headCommit, tipsOf } from "./scan-targets";
import { keyOfSecret } from "./secret-key";
import { type TextReader, textReader } from "./text-reader";
import { trackOrigins } from "./track-origins";

interface RunOptions {
  signal: AbortSignal;
  limits?: Partial<Record<keyof typeof scanLimits, number>>;
  reader?: TextReader;
}

/** The tries of one secret: alive, but in none of the repos asked so far, it may be of another in which it lies. */
interface Try {
  asked: Set<string>;
  waiting: ContentRepo[];
  isRunning: boolean;
  isSettled: boolean;
}

/** What one call to Artifacts tells of a repo that cannot be read while the others can. */
const passable = new Set<ArtifactsError["kind"]>([
  "not-found",
  "importing",
  "forking",
  "upstream",
  "conflict",
]);
const progressEveryMs = 250;
/** A cursor with every tip of a large repo is 40 KB. */
const progressManyTipsEveryMs = 2_000;
const triesAtOnce = 3;
/** Repos named near a token that are asked about it, after the one it lies in. */
const nearbyMax = 3;
/** Repos in which a secret lies that are asked about it; the rest of the way is a walk that a person asks for. */
const reposTriedMax = 20;
/** Some 40 MB. */
const treesMax = 10_000;

/**
 * Looks for tokens in the files of a ref, of a whole history, or of every repo's default branch, and asks Git about each Artifacts
 * token it finds. Secrets stay in this function's memory: what is told is a mask and a place. It ends at the first bound, with where to go on.
 */
export async function runScan(
  { scope, after, found: followed = [] }: ScanRequest,
  emit: (event: ScanEvent) => void,
  { signal, limits: overrides, reader = textReader() }: RunOptions,
): Promise<void> {
  const limits = { ...scanLimits, ...overrides };
  const late = AbortSignal.timeout(limits.timeMs);
  const over = new AbortController();
  const work = AbortSignal.any([signal, late, over.signal]);
  const bulk = bulkCalls();
  const counts = { ...noScanCounts };
  const seen: SeenObjects = {
    trees: new LRUCache({ max: treesMax }),
    blobs: new Map(),
  };
  const directories = { left: limits.directories };
  const listed = { commits: limits.commits, isCut: false };
  const told = { hits: new Set<string>(), leftOut: 0, at: 0 };
  const tries = new Map<string, Try>();
  const underWay: Promise<void>[] = [];
  const limitTries = pLimit(triesAtOnce);
  let cursor: ScanCursor | null = after;
  let pause: PauseReason | null = null;
  let repoName = scope.kind === "namespace" ? "" : scope.repo;

  /** Of a history: which commit brought each place in. */
  let origins: ReturnType<typeof trackOrigins> | null = null;

  const tellOrigins = () => {
    for (const { path, blob, origin } of origins?.takeChanges() ?? []) {
      const { hash, committedAt } = origin;
      emit({ type: "since", path, blob, since: { commit: hash, committedAt } });
    }
  };

  const tell = () => {
    const everyMs = (cursor?.tips.length ?? 0) > 50 ? progressManyTipsEveryMs : progressEveryMs;
    if (Date.now() - told.at < everyMs) return;
    told.at = Date.now();
    tellOrigins();
    emit({ type: "progress", counts: { ...counts }, cursor, repo: repoName });
  };

  const tryOut = (key: string, repo: ContentRepo, leak: Leak) => {
    const state = tries.get(key) ?? { asked: new Set(), waiting: [], isRunning: false, isSettled: false };
    if (state.isSettled || state.asked.has(repo.name) || state.asked.size >= reposTriedMax) return;
    if (!tries.has(key) && tries.size >= limits.secrets) return;
    tries.set(key, state);
    state.asked.add(repo.name);
    state.waiting.push(repo);
    if (state.isRunning) return;
    state.isRunning = true;
    const trying = limitTries(async () => {
      let last: LeakEvent | null = null;
      for (let next = state.waiting.shift(); next && !state.isSettled; next = state.waiting.shift()) {
        last = await askAbout(leak, next, signal);
        state.isSettled = last?.type !== "not-found" || !last.isAlive;
      }
      state.isRunning = false;
      if (last !== null) emit({ type: "verdict", secret: key, event: last });
    });
    // Waited for at the end.
    trying.catch(() => undefined);
    underWay.push(trying);
  };

  const tellHit = (hit: ScanHit) => {
    const place = [hit.repo, hit.blob, hit.line, hit.column, hit.path].join("\n");
    if (told.hits.has(place)) return;
    told.hits.add(place);
    emit({ type: "hit", hit });
    if (told.hits.size >= limits.hits) pause ??= "hits";
  };

  const takeFile = (repo: ContentRepo, tips: ReadonlySet<string>, file: SeenFile) => {
    const { outcome, commit, path, hash, isFresh } = file;
    counts.files += 1;
    if (outcome === "clean") return;
    if (isFresh) {
      counts.blobs += 1;
      counts.bytes += outcome.bytes;
    }
    if (outcome.kind !== "read") {
      if (scope.kind === "history" && !isFresh) return;
      counts[outcome.kind] += 1;
      told.leftOut += 1;
      if (told.leftOut > limits.leftOut) return;
      const { kind: reason, sizeBytes } = outcome;
      const { namespace, name } = repo;
      emit({
        type: "left-out",
        file: { reason, namespace, repo: name, commit: commit.hash, path, sizeBytes },
      });
      return;
    }
    const place = {
      namespace: repo.namespace,
      repo: repo.name,
      blob: hash,
      commit: commit.hash,
      committedAt: commit.committedAt,
      isAtTip: tips.has(commit.hash),
      since: origins === null ? null : { commit: commit.hash, committedAt: commit.committedAt },
      path,
    };
    if (outcome.findings.leaks.length + outcome.findings.keys.length > 0) origins?.add(path, hash, commit);
    for (const leak of outcome.findings.leaks) {
      const secret = keyOfSecret(leak.secret);
      const { isCut, expiresAt } = leak;
      const mask = maskSecret(leak.secret);
      for (const at of leak.places) {
        tellHit({
          ...place,
          ...at,
          disguises: [...at.disguises],
          secret,
          kind: "artifacts",
          mask,
          isCut,
          expiresAt,
        });
      }
      if (!isCut) tryOut(secret, repo, leak);
    }
    for (const key of outcome.findings.keys) {
      const { kind, line, column } = key;
      const secret = keyOfSecret(key.secret);
      const mask = maskCloudflareKey(key);
      tellHit({ ...place, secret, kind, mask, line, column, isCut: false, expiresAt: null, disguises: [] });
    }
  };

  /** False when a bound was met in it. */
  const scanRepo = async (repo: ContentRepo, from: ScanCursor, commits: AsyncGenerator<Commit, void>) => {
    const tips = new Set(from.tips);
    let behind = from.commits;
    cursor = from;
    const steps = scanCommits(repo, commits, {
      bulk,
      seen,
      reader,
      position: from.position,
      directories,
      signal: work,
      maxBytes: limits.blobBytes,
    });
    for await (const step of steps) {
      if ("done" in step) {
        await origins?.pass(step.done, tips.has(step.done.hash));
        behind += 1;
        counts.commits += 1;
        cursor = { ...from, commits: behind, position: null };
      } else {
        takeFile(repo, tips, step.file);
        cursor = { ...from, commits: behind, position: step.file.position };
      }
      if (counts.files >= limits.files) pause ??= "files";
      if (counts.blobs >= limits.blobs) pause ??= "blobs";
      if (counts.bytes >= limits.bytes) pause ??= "bytes";
      if (pause !== null) break;
      tell();
    }
    if (directories.left <= 0) pause ??= "directories";
    if (pause === null) counts.repos += 1;
    return pause === null;
  };

  const scanOneRepo = async (namespace: string, name: string) => {
    const { content, refs } = await openRepo(namespace, name);
    const found = scope.kind === "ref" && after === null ? await commitOfRef(content, refs, scope.ref) : null;
    const ofHistory = scope.kind === "history" ? tipsOf(refs) : { tips: [], leftOut: 0 };
    const tips = after?.tips ?? (found === null ? ofHistory.tips : [found.hash]);
    emit({
      type: "begun",
      commit: scope.kind === "ref" ? (tips[0] ?? null) : null,
      branches: refs.branches.length,
      tags: refs.tags.length,
      tipsLeftOut: ofHistory.leftOut,
      reposTotal: null,
    });
    if (tips.length === 0) return;
    const from = after ?? { repos: null, tips, commits: 0, position: null };
    if (scope.kind === "ref") {
      await scanRepo(content, from, one(content, tips, bulk));
      return;
    }
    const tracked = trackOrigins(readTreeOnce(content, seen.trees, bulk, work), followed);
    origins = tracked;
    const isTip = new Set(tips);
    const all = listHistory(content, tips, { bulk, signal: work, left: listed });
    const rest = skip(all, from.commits, (commit) => tracked.meet(commit, isTip.has(commit.hash)));
    await scanRepo(content, from, rest);
  };

  const scanNamespace = async (namespace: string) => {
    const { repo_count: reposTotal } = await getNamespace(namespace, signal);
    emit({ type: "begun", commit: null, branches: 0, tags: 0, tipsLeftOut: 0, reposTotal });
    let resumed = after;
    for await (const { page, repo } of eachRepoFrom(namespace, after?.repos ?? null, bulk, work)) {
      repoName = repo.name;
      const content = { namespace, name: repo.name, id: repo.id };
      try {
        const isSame = resumed?.repos?.name === repo.name;
        const tip = isSame && resumed ? resumed.tips[0] : (await headCommit(content, bulk, work))?.hash;
        if (tip === undefined) {
          counts.repos += 1;
          continue;
        }
        const position = isSame && resumed && resumed.commits === 0 ? resumed.position : null;
        resumed = null;
        const from = { repos: { page, name: repo.name }, tips: [tip], commits: 0, position };
        if (!(await scanRepo(content, from, one(content, [tip], bulk)))) return;
      } catch (error) {
        if (work.aborted || !(error instanceof ArtifactsError) || !passable.has(error.kind)) throw error;
        counts.closedRepos += 1;
        const file = { reason: "closed-repo" as const, namespace, repo: repo.name, commit: null, path: null };
        emit({ type: "left-out", file: { ...file, sizeBytes: null } });
      }
      tell();
    }
  };

  try {
    await (scope.kind === "namespace"
      ? scanNamespace(scope.namespace)
      : scanOneRepo(scope.namespace, scope.repo));
  } catch (error) {
    if (signal.aborted || !late.aborted) throw error;
    pause ??= "time";
  } finally {
    // Reading ahead ends with this run.
    over.abort();
  }
  await Promise.all(underWay);
  tellOrigins();
  const end = { counts: { ...counts } };
  if (pause !== null) emit({ type: "paused", reason: pause, cursor, ...end });
  else emit({ type: "done", isHistoryCut: listed.isCut, ...end });
}

/** What Git says of a token in the repo in which it lies, and in a few that are named beside it. */
async function askAbout(leak: Leak, repo: ContentRepo, signal: AbortSignal): Promise<LeakEvent | null> {
  const { secret, expiresAt, address, nearby } = leak;
  const here = { host: null, namespace: repo.namespace, repo: repo.name };
  const addresses = [here, ...(address === null ? [] : [address]), ...nearby.slice(0, nearbyMax)];
  const seen: { last: LeakEvent | null } = { last: null };
  try {
    await findLeak(
      { secret, expiresAt, addresses },
      (event) => {
        seen.last = event;
      },
      signal,
      { onlyNamed: true },
    );
  } catch (error) {
    if (signal.aborted || !(error instanceof ArtifactsError)) throw error;
    return { type: "failed", message: error.message };
  }
  return seen.last;
}

async function* one(
  repo: ContentRepo,
  [hash]: readonly string[],
  bulk: InTurn,
): AsyncGenerator<Commit, void> {
  if (hash !== undefined) yield await bulk(() => getCommit(repo, hash));
}

/** The items behind the first `count`, of which `hear` is told. */
async function* skip<T>(
  source: AsyncGenerator<T, void>,
  count: number,
  hear: (item: T) => void,
): AsyncGenerator<T, void> {
  let left = count;
  for await (const item of source) {
    if (left <= 0) {
      yield item;
      continue;
    }
    left -= 1;
    hear(item);
  }
}
