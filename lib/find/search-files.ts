import "server-only";
import { isAscii } from "node:buffer";
import type { TreeEntry } from "@/contract/content";
import { bulkCalls } from "@/lib/artifacts/bulk-calls";
import { type ContentRepo, getBlob, getTree } from "@/lib/artifacts/content";
import { decodeText } from "@/lib/decoding/decode-text";
import { parsePathFilter } from "@/lib/globs/path-filter";
import { createTurns } from "@/lib/process/give-turns";
import { failureOf } from "@/lib/wire/describe-failure";
import { joinPath } from "@/lib/wire/path-lines";
import { RequestError } from "@/lib/wire/request-error";
import {
  type EndReason,
  noCounts,
  type SearchEvent,
  type SearchQuery,
  searchLimits,
} from "@/lib/wire/search-events";
import { hasBinaryName } from "./binary-names";
import { encodingsBelow } from "./encodings-below";
import { mapInOrder } from "./map-in-order";
import { type Matcher, matchWorkers, type TextHits } from "./match-worker";
import { formatTreePosition, type TreePosition } from "./tree-position";
import { walkFiles } from "./walk-files";

export interface SearchRun {
  after?: TreePosition | null;
  /** When it aborts, its reason is thrown. */
  signal: AbortSignal;
  limits?: Partial<Record<keyof typeof searchLimits, number>>;
}

const filesAtOnce = 32;
const progressEveryMs = 250;
/** Files so slow to match that it is the expression, not the file. */
const slowMax = 3;

interface Candidate {
  path: string;
  entry: TreeEntry;
  position: TreePosition;
}

interface Searched {
  candidate: Candidate;
  outcome: "binary" | "large" | "slow" | "unreadable" | TextHits;
  bytes: number;
}

/**
 * Searches the text files below a tree, line by line, in Git's order of paths, and yields hits as it finds them. It ends at
 * the first limit, with the place to go on from. Trees and blobs are read by hash: what is in the cache costs no call.
 * Throws `RequestError` for an invalid expression, before anything else.
 */
export async function* searchFiles(
  repo: ContentRepo,
  treeHash: string,
  query: SearchQuery,
  { after = null, signal, limits: overrides }: SearchRun,
): AsyncGenerator<SearchEvent, void> {
  const limits = { ...searchLimits, ...overrides };
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), limits.timeMs);
  let matcher: Matcher | null = null;
  const counts = { ...noCounts };
  let next = after === null ? null : formatTreePosition(treeHash, after);
  let shown = 0;
  let reason: EndReason = "done";
  const directories = { left: limits.directories };
  try {
    const opened = await matchWorkers().open(query, signal);
    if (opened.problem !== undefined) throw new RequestError("invalid", opened.problem, "/q");
    matcher = opened;
    const work = AbortSignal.any([signal, late.signal]);
    const filter = parsePathFilter(query.path);
    const bulk = bulkCalls();
    const walk = walkFiles(repo, treeHash, {
      after,
      mayEnter: filter.mayEnter,
      readTree: (hash) => bulk(() => getTree(repo, hash)),
      directories,
      signal: work,
    });
    const encodingsOf = encodingsBelow(repo, treeHash);
    const candidates = candidatesOf(walk, filter.matches);
    let toldAt = performance.now();
    try {
      for await (const { candidate, outcome, bytes } of mapInOrder(
        candidates,
        (file) => bulk(() => searchFile(repo, file, opened, encodingsOf)),
        { atOnce: filesAtOnce, signal: work },
      )) {
        next = formatTreePosition(treeHash, candidate.position);
        counts.bytes += bytes;
        if (typeof outcome === "string") counts[outcome] += 1;
        else {
          counts.files += 1;
          counts.hits += outcome.hits;
          shown += outcome.shown;
          if (outcome.hits > 0) yield { file: { path: candidate.path, ...outcome }, next };
        }
        const now = performance.now();
        if (now - toldAt >= progressEveryMs) {
          toldAt = now;
          yield { progress: { ...counts }, next };
        }
        if (shown >= limits.hits) reason = "hits";
        else if (counts.files + counts.large >= limits.files) reason = "files";
        else if (counts.bytes >= limits.bytes) reason = "bytes";
        else if (counts.slow >= slowMax) reason = "too-slow";
        if (reason !== "done") break;
      }
      if (reason === "done" && directories.left === 0) reason = "directories";
    } catch (error) {
      if (signal.aborted || !late.signal.aborted) throw error;
      reason = "time";
    }
    yield { end: reason, counts, next, matchesEmpty: opened.matchesEmpty };
  } finally {
    clearTimeout(timer);
    // Reading ahead ends with this search.
    late.abort();
    matcher?.close();
  }
}

async function* candidatesOf(
  walk: ReturnType<typeof walkFiles>,
  matches: (path: string) => boolean,
): AsyncGenerator<Candidate, void> {
  const giveTurn = createTurns();
  for await (const { directory, position, entries } of walk) {
    for (const { index, entry } of entries) {
      const turn = giveTurn();
      if (turn !== undefined) await turn;
      if (entry.type !== "blob" && entry.type !== "exec") continue;
      const path = joinPath(directory, entry.name);
      if (matches(path)) yield { path, entry, position: [...position, index] };
    }
  }
}

async function searchFile(
  repo: ContentRepo,
  candidate: Candidate,
  matcher: Matcher,
  encodingsOf: ReturnType<typeof encodingsBelow>,
): Promise<Searched> {
  if (hasBinaryName(candidate.path)) return { candidate, outcome: "binary", bytes: 0 };
  let bytes: Uint8Array;
  try {
    const blob = await getBlob(repo, candidate.entry.hash, { maxBytes: searchLimits.fileBytes });
    bytes = blob.bytes;
    if (blob.truncated) return { candidate, outcome: "large", bytes: bytes.byteLength };
  } catch (error) {
    // One object that is damaged or gone is said, and no reason to give up the others.
    const { kind } = failureOf(error);
    if (kind !== "not-found" && kind !== "upstream") throw error;
    return { candidate, outcome: "unreadable", bytes: 0 };
  }
  const encodings = isAscii(bytes) ? {} : await encodingsOf(candidate.path);
  const decoded = decodeText(bytes, { path: candidate.path, ...encodings });
  if (decoded === null) return { candidate, outcome: "binary", bytes: bytes.byteLength };
  const found = await matcher.match(decoded.text);
  return { candidate, outcome: found ?? "slow", bytes: bytes.byteLength };
}
