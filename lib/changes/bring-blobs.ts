import "server-only";
import { LRUCache } from "lru-cache";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { isBlobKnown, keepBlob } from "@/lib/artifacts/content";
import { checkedRemote } from "@/lib/git/checked-remote";
import { fetchBlobs } from "@/lib/git/fetch-blobs";
import { UnaskedObject } from "@/lib/git/read-pack";
import { gitHeaders } from "@/lib/git/refs";
import { perProcess } from "@/lib/process/per-process";
import { readTokens } from "@/lib/tokens/read-tokens";
import type { ChangedRepo, ChangedRepos } from "./changed-repos";
import type { FileSide } from "./compare-trees";

/** Fewer are asked for one by one: that is as fast. */
const fewest = 24;
const mostAtOnce = 500;
const maxBytes = 16 * 1024 * 1024;
const timeoutMs = 10_000;

/** Remotes that give no object by its hash, or too much: by their origin, for a while. */
const refusing = perProcess(
  "remotes-without-blobs",
  () => new LRUCache<string, true>({ max: 1000, ttl: 600_000 }),
);

/**
 * Has the contents of many files at hand, by one fetch of Git a repo in place of a call for each. Never throws: what does not come so is
 * read one by one.
 */
export async function bringBlobs(
  repos: ChangedRepos,
  changes: readonly { before: FileSide | null; after: FileSide | null }[],
): Promise<void> {
  const hashesOf = (side: "before" | "after") =>
    changes.flatMap((change) => {
      const at = change[side];
      return at === null || at.mode === "160000" ? [] : [at.hash];
    });
  const isOne = repos.before.id === repos.after.id;
  await Promise.all([
    bring(repos.after, isOne ? [...hashesOf("before"), ...hashesOf("after")] : hashesOf("after")),
    isOne ? undefined : bring(repos.before, hashesOf("before")),
  ]);
}

async function bring(repo: ChangedRepo, all: readonly string[]): Promise<void> {
  const hashes = [...new Set(all)].filter((hash) => !isBlobKnown(repo, hash)).slice(0, mostAtOnce);
  const { origin } = new URL(repo.remote);
  if (hashes.length < fewest || refusing().has(origin)) return;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const remote = checkedRemote(repo.remote);
    await readTokens().use(repo, async (secret) => {
      for await (const { hash, content } of fetchBlobs(
        { remote, headers: gitHeaders(secret), hashes, maxBytes },
        signal,
      )) {
        keepBlob(repo, hash, content);
      }
    });
  } catch (error) {
    if (!(error instanceof ArtifactsError || error instanceof UnaskedObject || signal.aborted)) throw error;
    // Large files are no reason to leave the others of this remote to single calls.
    if (!(error instanceof Error && error.cause instanceof RangeError)) refusing().set(origin, true);
  }
}
