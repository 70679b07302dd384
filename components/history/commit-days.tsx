import { StaticName } from "@/components/names/static-name";
import { CopyButton } from "@/components/ui/copy-button";
import { Icon } from "@/components/ui/icon";
import { Timestamp } from "@/components/ui/timestamp";
import type { Commit } from "@/contract/content";
import { formatDay } from "@/lib/format/day";
import { shortHash } from "@/lib/format/short-hash";
import { describeTime } from "@/lib/format/time-ago";
import { commitUrl, treeUrl } from "@/lib/routes";
import { splitMessage } from "@/lib/text/split-message";
import { withEmoji } from "@/lib/text/with-emoji.mjs";

interface CommitDaysProps {
  namespace: string;
  repo: string;
  commits: Commit[];
  isWhole: boolean;
  now: number;
}

/** The rows of a log, drawn as HTML; their look is in `app/commits.css`. */
export function CommitDays({ commits, ...rest }: CommitDaysProps) {
  const days: { day: string; commits: Commit[] }[] = [];
  for (const commit of commits) {
    const day = formatDay(commit.committedAt);
    const last = days.at(-1);
    if (last?.day === day) last.commits.push(commit);
    else days.push({ day, commits: [commit] });
  }
  return (
    <>
      {days.map(({ day, commits: ofDay }) => (
        <section key={`${day} ${ofDay[0]?.hash}`}>
          <h2>{day}</h2>
          <ol>
            {ofDay.map((commit) => (
              <CommitRow key={commit.hash} commit={commit} {...rest} />
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

function CommitRow({
  namespace,
  repo,
  commit,
  isWhole,
  now,
}: Omit<CommitDaysProps, "commits"> & { commit: Commit }) {
  const { hash, author, committer, parents } = commit;
  const { subject, body, hasSubject } = splitMessage(commit.message);
  const isByAnother = committer.name !== author.name || committer.email !== author.email;
  return (
    <li>
      <div>
        <a
          href={commitUrl(namespace, repo, hash)}
          data-row-link=""
          className={hasSubject ? undefined : "none"}
        >
          <StaticName>{withEmoji(subject)}</StaticName>
        </a>
        <p>
          <StaticName title={author.email}>{author.name || "Unknown author"}</StaticName>
          {isByAnother ? (
            <>
              , committed by <StaticName title={committer.email}>{committer.name || "unknown"}</StaticName>
            </>
          ) : null}{" "}
          <Timestamp {...describeTime(commit.committedAt, now)} />
          {parents.length > 1 ? `, merges ${parents.length} parents` : null}
        </p>
        {body ? (
          <details data-message={isWhole ? undefined : ""} open={isWhole}>
            <summary>Whole message</summary>
            {isWhole ? <pre>{withEmoji(body)}</pre> : null}
          </details>
        ) : null}
      </div>
      <div>
        <code title={hash}>{shortHash(hash)}</code>
        <CopyButton text={hash} what="the commit hash" />
        <a href={treeUrl(namespace, repo, hash)} title={`Browse the files at ${shortHash(hash)}`}>
          <Icon name="folder-tree" />
        </a>
      </div>
    </li>
  );
}
