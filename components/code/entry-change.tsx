import { Name } from "@/components/names/name";
import { Skeleton } from "@/components/ui/skeleton";
import { Timestamp } from "@/components/ui/timestamp";
import { shortHash } from "@/lib/format/short-hash";
import { describeTime } from "@/lib/format/time-ago";
import type { CommitBrief } from "@/lib/wire/answers";

interface EntryChangeProps {
  commit: CommitBrief | undefined;
  isLooking: boolean;
  href: string;
  now: number;
}

/** The commit that last changed an entry, or the place where it will stand. */
export function EntryChange({ commit, isLooking, href, now }: EntryChangeProps) {
  if (commit === undefined) {
    return (
      <span className="change">
        {isLooking ? <Skeleton className="my-1 w-40 max-w-1/2" /> : <span>Older</span>}
      </span>
    );
  }
  return (
    <span className="change">
      <a
        href={href}
        title={`${commit.subject}\n${commit.author}, ${shortHash(commit.hash)}`}
        // On a phone a row is one target, the entry: two would be too small for a finger, or the row too high.
        className="relative min-w-0 truncate hover:text-text hover:underline max-sm:py-1 max-sm:pointer-coarse:pointer-events-none sm:pointer-coarse:py-3.5"
      >
        <Name>{commit.subject}</Name>
      </a>
      <Timestamp {...describeTime(commit.committedAt, now)} />
    </span>
  );
}
