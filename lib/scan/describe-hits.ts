import { countOf } from "@/lib/format/count";
import { shortHash } from "@/lib/format/short-hash";
import { absoluteTime } from "@/lib/format/time-ago";
import type { ScanHit } from "@/lib/wire/scan-events";

interface DescribeOptions {
  withRepo: boolean;
  /** Whether no older commit can have it than is known. */
  isWhole: boolean;
}

/**
 * Where a secret lies and since when, fit for a note in Markdown: `src/a.ts:12 since 3f2a9b1 of …, still at a branch or tag, and 2
 * more places`. Of several places the one that had it first.
 */
export function describePlace(hits: readonly ScanHit[], { withRepo, isWhole }: DescribeOptions): string {
  const first = hits.toSorted((a, b) => (a.since?.committedAt ?? 0) - (b.since?.committedAt ?? 0))[0];
  if (first === undefined) return "in a repo";
  const path = first.path.replace(/[`\r\n]/g, " ");
  const place = `\`${withRepo ? `${first.repo}: ` : ""}${path}:${first.line}\``;
  const time =
    first.since === null ? ` at ${shortHash(first.commit)}` : ` ${sinceWords(first.since, isWhole)}`;
  const still =
    first.since === null
      ? ""
      : hits.some(({ isAtTip }) => isAtTip)
        ? ", still at a branch or tag"
        : ", not at a branch or tag any more";
  const more = hits.length === 1 ? "" : `, and ${countOf(hits.length - 1, "more place")}`;
  return `${place}${time}${more}${still}`;
}

/** `since 3f2a9b1 of 2026-01-01 12:00:00 UTC` */
export function sinceWords({ commit, committedAt }: NonNullable<ScanHit["since"]>, isWhole: boolean): string {
  return `since ${shortHash(commit)} of ${absoluteTime(committedAt)}${isWhole ? "" : " or before"}`;
}
