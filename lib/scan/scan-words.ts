import { formatBytes } from "@/lib/format/bytes";
import { countOf } from "@/lib/format/count";
import { shortHash } from "@/lib/format/short-hash";
import type { LeakEvent } from "@/lib/wire/leak-events";
import {
  type LeftOut,
  type PauseReason,
  type ScanHit,
  type ScanScope,
  scanLimits,
} from "@/lib/wire/scan-events";
import { type ScanState, totalOf } from "./scan-state";

/** `1,204 files of main at 3f2a9b1` */
export function describeExtent(scope: ScanScope, state: ScanState): string {
  const { files, commits, repos } = totalOf(state);
  const { begun } = state;
  switch (scope.kind) {
    case "ref": {
      const isHash = scope.ref === begun?.commit;
      const at = begun?.commit ? `${isHash ? "" : `${scope.ref} at `}${shortHash(begun.commit)}` : scope.ref;
      return `${countOf(files, "file")} of ${at}`;
    }
    case "history": {
      const tags = begun !== null && begun.tags > 0 ? ` and ${countOf(begun.tags, "tag")}` : "";
      const refs = begun ? ` of ${countOf(begun.branches, "branch", "branches")}${tags}` : "";
      return `${countOf(files, "version of a file", "versions of files")} in ${countOf(commits, "commit")}${refs}`;
    }
    case "namespace":
      return `${countOf(files, "file")} in the default branches of ${countOf(repos, "repo")}`;
  }
}

/** What was not looked at, a phrase each. */
export function describeLeftOut(state: ScanState): string[] {
  const { large, unreadable, slow, closedRepos } = totalOf(state);
  return [
    large > 0 ? `${countOf(large, "file")} larger than ${formatBytes(scanLimits.blobBytes)}` : "",
    unreadable > 0 ? `${countOf(unreadable, "file")} that Artifacts could not give` : "",
    slow > 0 ? `${countOf(slow, "file")} that took too long to read` : "",
    closedRepos > 0 ? `${countOf(closedRepos, "repo")} that could not be read` : "",
    state.begun !== null && state.begun.tipsLeftOut > 0
      ? `${countOf(state.begun.tipsLeftOut, "branch or tag", "branches and tags")} beyond the first ${scanLimits.tips.toLocaleString("en-US")}: scan them one by one`
      : "",
    state.isHistoryCut
      ? `what is older than the newest ${scanLimits.commits.toLocaleString("en-US")} commits: scan an older commit as a ref`
      : "",
  ].filter((words) => words !== "");
}

export const leftOutWords: Record<LeftOut["reason"], string> = {
  large: "too large",
  unreadable: "could not be read",
  slow: "took too long",
  "closed-repo": "repo could not be read",
};

export const pauseWords: Record<PauseReason, string> = {
  files: `after ${countOf(scanLimits.files, "file")}`,
  blobs: `after reading ${countOf(scanLimits.blobs, "file")}`,
  bytes: `after reading ${formatBytes(scanLimits.bytes)}`,
  directories: `after ${countOf(scanLimits.directories, "directory", "directories")}`,
  time: `after ${scanLimits.timeMs / 60_000} minutes`,
  hits: `after ${countOf(scanLimits.hits, "place")} with a token`,
};

/** What a hit looks like, for what can only be reported. */
export const kindWords: Record<Exclude<ScanHit["kind"], "artifacts">, string> = {
  "cloudflare-user-token": "Looks like a Cloudflare user API token",
  "cloudflare-account-token": "Looks like a Cloudflare account API token",
  "cloudflare-global-key": "Looks like a Cloudflare global API key",
  "cloudflare-unprefixed-token": "Looks like a Cloudflare API token of the older form",
  "cloudflare-unprefixed-key": "Looks like a Cloudflare global API key of the older form",
  "cloudflare-origin-ca-key": "Looks like a Cloudflare Origin CA key",
};

/** `now` in unix milliseconds. */
export function describeVerdict(hit: ScanHit, verdict: LeakEvent | undefined, now: number): string {
  if (hit.kind !== "artifacts") return `${kindWords[hit.kind]}; not tried`;
  if (hit.isCut) return "a part is missing; not tried";
  switch (verdict?.type) {
    case "found":
      return verdict.probe.verdict === "alive"
        ? `LIVE: ${verdict.probe.scope ?? "access"} to ${verdict.probe.namespace}/${verdict.probe.repo}`
        : "dead";
    case "dead":
      return hit.expiresAt !== null && hit.expiresAt * 1000 <= now ? "expired" : "revoked or unknown";
    case "not-found":
      return verdict.isAlive ? "LIVE: in a repo not found yet" : "unknown";
    default:
      return "not tried";
  }
}
