import clsx from "clsx";
import { Name } from "@/components/names/name";
import { CopyButton } from "@/components/ui/copy-button";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { Commit } from "@/contract/content";
import { formatDay } from "@/lib/format/day";
import { shortHash } from "@/lib/format/short-hash";
import { describeTime } from "@/lib/format/time-ago";
import { treeUrl } from "@/lib/routes";
import { splitMessage } from "@/lib/text/split-message";
import { withEmoji } from "@/lib/text/with-emoji.mjs";

interface CommitListProps {
  namespace: string;
  repo: string;
  commits: Commit[];
  now: number;
}

/** Commits in the order the log gives them, under the day they were committed on (UTC). */
export function CommitList({ namespace, repo, commits, now }: CommitListProps) {
  const days: { day: string; commits: Commit[] }[] = [];
  for (const commit of commits) {
    const day = formatDay(commit.committedAt);
    const last = days.at(-1);
    if (last?.day === day) last.commits.push(commit);
    else days.push({ day, commits: [commit] });
  }

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      {days.map(({ day, commits: ofDay }) => (
        <section key={`${day} ${ofDay[0]?.hash}`} className="grid grid-cols-[minmax(0,1fr)] gap-2">
          <h2 className="text-12 font-medium text-text-muted">{day}</h2>
          <ol className="overflow-hidden rounded-lg border bg-bg-raised">
            {ofDay.map((commit) => (
              <CommitRow key={commit.hash} namespace={namespace} repo={repo} commit={commit} now={now} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function CommitRow({ namespace, repo, commit, now }: Omit<CommitListProps, "commits"> & { commit: Commit }) {
  const { subject, body, hasSubject } = splitMessage(commit.message);
  const isByAnother =
    commit.committer.name !== commit.author.name || commit.committer.email !== commit.author.email;
  return (
    <li className="own-box flex flex-wrap items-start gap-x-4 gap-y-1 border-b px-4 py-2.5 last:border-b-0 hover:bg-bg-hover">
      <div className="min-w-0 flex-1 basis-72">
        <NavLink
          href={treeUrl(namespace, repo, commit.hash, "")}
          data-row-link
          className={clsx(
            "rounded-sm [overflow-wrap:anywhere] hover:underline",
            hasSubject ? "font-medium" : "text-text-muted italic",
          )}
        >
          <Name>{withEmoji(subject)}</Name>
        </NavLink>
        <p className="own-box text-12 text-text-muted">
          <span title={commit.author.email}>
            <Name>{commit.author.name || "Unknown author"}</Name>
          </span>
          {isByAnother ? (
            <>
              , committed by{" "}
              <span title={commit.committer.email}>
                <Name>{commit.committer.name || "unknown"}</Name>
              </span>
            </>
          ) : null}{" "}
          <Timestamp {...describeTime(commit.committedAt, now)} />
          {commit.parents.length > 1 ? `, merges ${commit.parents.length} parents` : null}
        </p>
        {body ? (
          <details className="mt-1 text-12">
            <summary className="w-fit py-1 text-text-muted hover:text-text pointer-coarse:py-3">
              Whole message
            </summary>
            <pre className="mt-1 max-w-full overflow-x-auto text-12 leading-5 whitespace-pre-wrap text-text-muted [overflow-wrap:anywhere]">
              {withEmoji(body)}
            </pre>
          </details>
        ) : null}
      </div>
      <div className="flex items-center gap-0.5">
        <span className="font-mono text-12 text-text-muted" title={commit.hash}>
          {shortHash(commit.hash)}
        </span>
        <CopyButton text={commit.hash} what="the commit hash" />
        <NavLink
          href={treeUrl(namespace, repo, commit.hash, "")}
          title="Browse the files at this commit"
          aria-label={`Browse the files at ${shortHash(commit.hash)}`}
          className="grid size-8 place-items-center rounded text-text-muted hover:bg-bg-hover hover:text-text pointer-coarse:size-11"
        >
          <Icon name="folder-tree" />
        </NavLink>
      </div>
    </li>
  );
}
