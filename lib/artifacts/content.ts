import "server-only";
import { z } from "zod";
import { type Commit, commit, logLimitMax, type TreeEntry, treeEntry } from "@/contract/content";
import { objectHash } from "@/contract/names";
import { logPath, objectPath } from "@/contract/paths";
import { readAtMost } from "@/lib/bytes/bounded-body";
import { ArtifactsError } from "./artifacts-error";
import { callApi, callForBytes, explainFailure, urlOf } from "./client";
import { connection } from "./connection";
import { type BlobContent, type CachedObject, objectCache } from "./object-cache";

/** A repo as the content routes need it. The id keys the cache: a name may be deleted and taken anew. */
export interface ContentRepo {
  namespace: string;
  name: string;
  id: string;
}

type Kind = CachedObject["kind"];

const blobTimeoutMs = 60_000;
/** JSON text to objects in memory, roughly. */
const heapFactor = 2;

function keyOf(repo: ContentRepo, kind: Kind, ...parts: (string | number)[]): string {
  const { apiBase, account } = connection();
  return [apiBase, account, repo.id, kind, ...parts].join("\n");
}

function pathOf(repo: ContentRepo, kind: "commit" | "tree" | "blob", hash: string): string {
  return objectPath(connection().account, repo.namespace, repo.name, kind, hash);
}

function jsonSizeBytes(value: unknown): number {
  return JSON.stringify(value).length * heapFactor;
}

function wrongKind(): ArtifactsError {
  return new ArtifactsError("upstream", "Artifacts answered with another kind of object.");
}

function requireHash(hash: string, what: string): void {
  if (!objectHash.safeParse(hash).success) throw new ArtifactsError("not-found", `${what} not found`);
}

export async function getCommit(repo: ContentRepo, hash: string): Promise<Commit> {
  requireHash(hash, "Commit");
  const path = pathOf(repo, "commit", hash);
  const object = await objectCache().load({
    key: keyOf(repo, "commit", hash),
    url: urlOf({ path }).href,
    fetch: async () => {
      const { result } = await callApi(commit, { path });
      return { kind: "commit", commit: result, sizeBytes: jsonSizeBytes(result) };
    },
  });
  if (object.kind !== "commit") throw wrongKind();
  return object.commit;
}

/** Whether the failure of a reader says that the hash leads to nothing, to another kind of object or to a damaged one. */
export function isNoObject(error: unknown): boolean {
  if (!(error instanceof ArtifactsError)) return false;
  return error.kind === "not-found" || (error.kind === "upstream" && error.status === 500);
}

/** Keeps a commit that came with another answer, so that `getCommit` need not ask for it. */
export function keepCommit(repo: ContentRepo, found: Commit): void {
  objectCache().keep(keyOf(repo, "commit", found.hash), {
    kind: "commit",
    commit: found,
    sizeBytes: jsonSizeBytes(found),
  });
}

/** A commit that is in memory; null where only a call could bring it. */
export function knownCommit(repo: ContentRepo, hash: string): Commit | null {
  const object = objectCache().peek(keyOf(repo, "commit", hash));
  return object?.kind === "commit" ? object.commit : null;
}

/** As `keepCommit`, of a level of a tree. */
export function keepTree(repo: ContentRepo, hash: string, entries: TreeEntry[]): void {
  objectCache().keep(keyOf(repo, "tree", hash), {
    kind: "tree",
    entries,
    sizeBytes: jsonSizeBytes(entries),
  });
}

/** As `knownCommit`, of a level of a tree. */
export function knownTree(repo: ContentRepo, hash: string): TreeEntry[] | null {
  const object = objectCache().peek(keyOf(repo, "tree", hash));
  return object?.kind === "tree" ? object.entries : null;
}

/** As `keepCommit`, of a whole blob. */
export function keepBlob(repo: ContentRepo, hash: string, bytes: Uint8Array): void {
  objectCache().keep(keyOf(repo, "blob", hash), {
    kind: "blob",
    blob: { bytes, sizeBytes: bytes.byteLength, truncated: false },
    sizeBytes: bytes.byteLength,
  });
}

/** Whether a whole blob is in memory. */
export const isBlobKnown = (repo: ContentRepo, hash: string): boolean =>
  objectCache().peek(keyOf(repo, "blob", hash)) !== undefined;

/** One level of a tree, in Git's own order. */
export async function getTree(repo: ContentRepo, hash: string): Promise<TreeEntry[]> {
  requireHash(hash, "Tree");
  const path = pathOf(repo, "tree", hash);
  const object = await objectCache().load({
    key: keyOf(repo, "tree", hash),
    url: urlOf({ path }).href,
    fetch: async () => {
      const { result } = await callApi(z.array(treeEntry), { path });
      return { kind: "tree", entries: result, sizeBytes: jsonSizeBytes(result) };
    },
  });
  if (object.kind !== "tree") throw wrongKind();
  return object.entries;
}

/**
 * Commits reachable from a commit hash, newest first; `limit` is at most 1000. By hash, never by ref: only so may the
 * answer be kept.
 */
export async function listCommits(
  repo: ContentRepo,
  hash: string,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<Commit[]> {
  requireHash(hash, "Commit");
  const atMost = Math.min(limit, logLimitMax);
  const call = {
    path: logPath(connection().account, repo.namespace, repo.name),
    query: { ref: hash, limit: atMost, offset },
  };
  const object = await objectCache().load({
    key: keyOf(repo, "log", hash, atMost, offset),
    url: urlOf(call).href,
    fetch: async () => {
      const { result } = await callApi(z.array(commit), call);
      return { kind: "log", commits: result, sizeBytes: jsonSizeBytes(result) };
    },
    // The log of a commit that is not there yet is an empty list, not an error.
    mayKeep: (found) => found.kind === "log" && found.commits.length > 0,
  });
  if (object.kind !== "log") throw wrongKind();
  return object.commits;
}

/**
 * The first `maxBytes` of a blob; of a larger one no more than `headBytes`, where its length is known beforehand. Only whole
 * blobs are kept; what goes beyond is not received.
 */
export async function getBlob(
  repo: ContentRepo,
  hash: string,
  { maxBytes, headBytes = maxBytes }: { maxBytes: number; headBytes?: number },
): Promise<BlobContent> {
  requireHash(hash, "Blob");
  const object = await objectCache().load({
    key: keyOf(repo, "blob", hash),
    shareKey: keyOf(repo, "blob", hash, maxBytes, headBytes),
    url: urlOf({ path: pathOf(repo, "blob", hash) }).href,
    fetch: async () => {
      const blob = await fetchBlob(repo, hash, maxBytes, headBytes);
      return { kind: "blob", blob, sizeBytes: blob.bytes.byteLength };
    },
    mayKeep: (found) => found.kind === "blob" && !found.blob.truncated,
  });
  if (object.kind !== "blob") throw wrongKind();
  const { bytes } = object.blob;
  if (bytes.byteLength <= maxBytes) return object.blob;
  return { bytes: bytes.subarray(0, headBytes), sizeBytes: bytes.byteLength, truncated: true };
}

async function fetchBlob(
  repo: ContentRepo,
  hash: string,
  maxBytes: number,
  headBytes: number,
): Promise<BlobContent> {
  const late = new AbortController();
  const { body, sizeBytes } = await streamBlob(repo, hash, { signal: late.signal });
  // From here on: the call may have had to wait for its turn.
  const timer = setTimeout(() => late.abort(), blobTimeoutMs);
  try {
    return await explainFailure({}, blobTimeoutMs, late.signal, async () => {
      const most = sizeBytes !== null && sizeBytes > maxBytes ? headBytes : maxBytes;
      const { bytes, truncated } = await readAtMost(body, most);
      return { bytes, truncated, sizeBytes: truncated ? sizeBytes : bytes.byteLength };
    });
  } finally {
    clearTimeout(timer);
  }
}

/** A blob of any size as a stream, past the cache. Read or cancel the body; `signal` reaches it too. */
export async function streamBlob(
  repo: ContentRepo,
  hash: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<{ body: ReadableStream<Uint8Array> | null; sizeBytes: number | null }> {
  requireHash(hash, "Blob");
  return callForBytes({ path: pathOf(repo, "blob", hash), signal });
}
