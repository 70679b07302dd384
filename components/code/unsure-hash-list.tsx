import { NavLink } from "@/components/ui/nav-link";
import { Timestamp } from "@/components/ui/timestamp";
import { countOf } from "@/lib/format/count";
import { describeTime } from "@/lib/format/time-ago";
import { commitBriefOf } from "@/lib/history/commit-brief";
import type { UnsureHash } from "@/lib/reading/resolve-place";

interface UnsureHashListProps {
  unsure: UnsureHash;
  hrefOf: (hash: string) => string;
  now: number;
}

/** The commits that a short hash may mean. */
export function UnsureHashList({ unsure, hrefOf, now }: UnsureHashListProps) {
  const { digits, commits, isWhole } = unsure;
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-4 py-4">
      <div className="grid gap-1">
        <h1 className="text-20 font-semibold [overflow-wrap:anywhere]">
          {countOf(commits.length, "commit")} may be meant by {digits}
        </h1>
        <p className="text-text-muted">
          {isWhole
            ? "More digits tell them apart."
            : "The history is too long to be looked through to its end, so there may be others. More digits, or all 40, leave no doubt."}
        </p>
      </div>
      <ol className="overflow-hidden rounded-lg border bg-bg-raised text-13">
        {commits.map(commitBriefOf).map(({ hash, subject, author, committedAt }) => (
          <li key={hash} className="grid gap-1 border-b px-4 py-2.5 last:border-b-0 hover:bg-bg-hover">
            <NavLink
              href={hrefOf(hash)}
              data-row-link
              className="rounded-sm font-mono [overflow-wrap:anywhere] hover:underline"
            >
              {hash}
            </NavLink>
            <p className="text-12 text-text-muted [overflow-wrap:anywhere]">
              {subject} · {author} · <Timestamp {...describeTime(committedAt, now)} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
