import "server-only";
import type { ContentRepo } from "@/lib/artifacts/content";
import type { Leak } from "@/lib/leaks/extract-leaks";
import { maskCloudflareKey } from "@/lib/leaks/find-cloudflare-keys";
import { maskSecret } from "@/lib/leaks/mask-secret";
import type { SeenFile } from "./scan-commits";
import type { ScanRun } from "./scan-run";
import { keyOfSecret } from "./secret-key";
import type { ScanTeller } from "./tell-scan";

interface TakeOptions {
  run: ScanRun;
  tell: ScanTeller;
  tryOut: (key: string, repo: ContentRepo, leak: Leak) => void;
}

/** Counts a file that was looked at, and reports what lies in it, or why that is not known. */
export function takeFile(
  { run, tell, tryOut }: TakeOptions,
  repo: ContentRepo,
  tips: ReadonlySet<string>,
  { outcome, commit, path, hash, isFresh }: SeenFile,
): void {
  const { counts, origins, scope } = run;
  counts.files += 1;
  if (outcome === "clean") return;
  if (isFresh) {
    counts.blobs += 1;
    counts.bytes += outcome.bytes;
  }
  if (outcome.kind !== "read") {
    // A history has it at many commits.
    if (scope.kind === "history" && !isFresh) return;
    counts[outcome.kind] += 1;
    const { kind: reason, sizeBytes } = outcome;
    const { namespace, name } = repo;
    tell.leftOut({ reason, namespace, repo: name, commit: commit.hash, path, sizeBytes });
    return;
  }
  const { leaks, keys } = outcome.findings;
  if (leaks.length + keys.length === 0) return;
  origins?.add(path, hash, commit);
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
  for (const leak of leaks) {
    const { isCut, expiresAt } = leak;
    const secret = keyOfSecret(leak.secret);
    const known = { secret, kind: "artifacts", mask: maskSecret(leak.secret), isCut, expiresAt } as const;
    for (const at of leak.places) tell.hit({ ...place, ...known, ...at, disguises: [...at.disguises] });
    if (!isCut) tryOut(secret, repo, leak);
  }
  for (const key of keys) {
    const { kind, line, column } = key;
    const known = { secret: keyOfSecret(key.secret), kind, mask: maskCloudflareKey(key) };
    tell.hit({ ...place, ...known, line, column, isCut: false, expiresAt: null, disguises: [] });
  }
}
