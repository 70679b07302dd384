import { StaticName } from "@/components/names/static-name";
import { Timestamp } from "@/components/ui/timestamp";
import { shortHash } from "@/lib/format/short-hash";
import { describeTime } from "@/lib/format/time-ago";
import { commitUrl } from "@/lib/routes";
import type { LastChanged } from "@/lib/wire/answers";

interface EntryChangeProps {
  history: LastChanged;
  /** Of the entry, in the tree's own order. */
  index: number;
  namespace: string;
  repo: string;
  now: number;
}

/** The commit that last changed an entry. Nothing while it is looked for: the style sheet shows where it will stand. */
export function EntryChange({ history, index, namespace, repo, now }: EntryChangeProps) {
  const commit = history.commits[history.latest[index] ?? -1];
  if (commit === undefined) {
    return history.state === "looking" ? null : (
      <span className="change">
        <span>Older</span>
      </span>
    );
  }
  return (
    <span className="change">
      <a
        href={commitUrl(namespace, repo, commit.hash)}
        title={`${commit.subject}\n${commit.author}, ${shortHash(commit.hash)}`}
      >
        <StaticName>{commit.subject}</StaticName>
      </a>
      <Timestamp {...describeTime(commit.committedAt, now)} />
    </span>
  );
}
