import "server-only";
import { z } from "zod";
import { type Commit, commit, logLimitMax, type TreeEntry, treeEntry } from "@/contract/content";
import { objectHash } from "@/contract/names";
import { logPath, objectPath } from "@/contract/paths";
import { readAtMost } from "@/lib/http/bounded-body";
import { ArtifactsError } from "./artifacts-error";
import { callApi, callForBytes, explainFailure } from "./client";
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
  const object = await objectCache().load({
    key: keyOf(repo, "commit", hash),
    fetch: async () => {
      const { account } = connection();
      const path = objectPath(account, repo.namespace, repo.name, "commit", hash);
      const { result } = await callApi(commit, { path });
      return { kind: "commit", commit: result, sizeBytes: jsonSizeBytes(result) };
    },
  });
  if (object.kind !== "commit") throw wrongKind();
  return object.commit;
}

/** One level of a tree, in Git's own order. */
export async function getTree(repo: ContentRepo, hash: string): Promise<TreeEntry[]> {
  requireHash(hash, "Tree");
  const object = await objectCache().load({
    key: keyOf(repo, "tree", hash),
    fetch: async () => {
      const { account } = connection();
      const path = objectPath(account, repo.namespace, repo.name, "tree", hash);
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
  const object = await objectCache().load({
    key: keyOf(repo, "log", hash, atMost, offset),
    fetch: async () => {
      const { account } = connection();
      const { result } = await callApi(z.array(commit), {
        path: logPath(account, repo.namespace, repo.name),
        query: { ref: hash, limit: atMost, offset },
      });
      return { kind: "log", commits: result, sizeBytes: jsonSizeBytes(result) };
    },
    // The log of a commit that is not there yet is an empty list, not an error.
    mayKeep: (found) => found.kind === "log" && found.commits.length > 0,
  });
  if (object.kind !== "log") throw wrongKind();
  return object.commits;
}

/** The first `maxBytes` of a blob. Only whole blobs are kept; what goes beyond is not received. */
export async function getBlob(
  repo: ContentRepo,
  hash: string,
  { maxBytes }: { maxBytes: number },
): Promise<BlobContent> {
  requireHash(hash, "Blob");
  const object = await objectCache().load({
    key: keyOf(repo, "blob", hash),
    shareKey: keyOf(repo, "blob", hash, maxBytes),
    fetch: async () => {
      const blob = await fetchBlob(repo, hash, maxBytes);
      return { kind: "blob", blob, sizeBytes: blob.bytes.byteLength };
    },
    mayKeep: (found) => found.kind === "blob" && !found.blob.truncated,
  });
  if (object.kind !== "blob") throw wrongKind();
  const { bytes } = object.blob;
  if (bytes.byteLength <= maxBytes) return object.blob;
  return { bytes: bytes.subarray(0, maxBytes), sizeBytes: bytes.byteLength, truncated: true };
}

async function fetchBlob(repo: ContentRepo, hash: string, maxBytes: number): Promise<BlobContent> {
  const timeout = AbortSignal.timeout(blobTimeoutMs);
  return explainFailure({}, blobTimeoutMs, timeout, async () => {
    const answer = await streamBlob(repo, hash, { signal: timeout });
    const { bytes, truncated } = await readAtMost(answer.body, maxBytes);
    return { bytes, truncated, sizeBytes: truncated ? answer.sizeBytes : bytes.byteLength };
  });
}

/** A blob of any size as a stream, past the cache. Read or cancel the body; `signal` reaches it too. */
export async function streamBlob(
  repo: ContentRepo,
  hash: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<{ body: ReadableStream<Uint8Array> | null; sizeBytes: number | null }> {
  requireHash(hash, "Blob");
  const { account } = connection();
  return callForBytes({ path: objectPath(account, repo.namespace, repo.name, "blob", hash), signal });
}
