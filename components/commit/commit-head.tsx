import { StaticName } from "@/components/names/static-name";
import { buttonClass } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { Commit } from "@/contract/content";
import { shortHash } from "@/lib/format/short-hash";
import { describeTime } from "@/lib/format/time-ago";
import type { OpenPath } from "@/lib/reading/open-path";
import { commitUrl, treeUrl } from "@/lib/routes";
import { splitMessage } from "@/lib/text/split-message";
import { withEmoji } from "@/lib/text/with-emoji.mjs";
import { CommitRefs } from "./commit-refs";

interface CommitHeadProps {
  namespace: string;
  place: OpenPath & { commit: Commit };
  /** Which parent it is compared with, counted from 1. */
  parent: number;
  /** A parent that the repo does not have. */
  boundary: string | null;
  now: number;
}

/** What a commit says of itself: its message, who wrote it and when, and what stands around it. */
export function CommitHead({ namespace, place, parent, boundary, now }: CommitHeadProps) {
  const { repo, refs, commit } = place;
  const { hash, parents } = commit;
  const { subject, body, hasSubject } = splitMessage(commit.message);
  return (
    <section aria-label="Commit" className="commit-head">
      <div className="commit-title">
        <h1 className={hasSubject ? undefined : "none"}>
          <StaticName>{withEmoji(subject)}</StaticName>
        </h1>
        <NavLink href={treeUrl(namespace, repo.name, hash)} className={buttonClass({ size: "sm" })}>
          <Icon name="folder-tree" />
          Browse files
        </NavLink>
      </div>
      {body === "" ? null : <pre>{withEmoji(body)}</pre>}
      <CommitRefs namespace={namespace} repo={repo.name} refs={refs} hash={hash} />
      <People commit={commit} now={now} />
      <dl>
        <div>
          <dt>Commit</dt>
          <dd>
            <code>{hash}</code>
            <CopyButton text={hash} what="the commit hash" action="Copy the commit hash" />
          </dd>
        </div>
        <div>
          <dt>{parents.length === 1 ? "Parent" : "Parents"}</dt>
          <dd>
            {parents.length === 0 ? "None: the history begins here" : null}
            {parents.map((one, at) => (
              <span key={one}>
                {one === boundary ? (
                  <span title="The history of this repo is cut off here">
                    <code>{shortHash(one)}</code>, not in this repo
                  </span>
                ) : (
                  <NavLink href={commitUrl(namespace, repo.name, one)} title={one}>
                    <code>{shortHash(one)}</code>
                  </NavLink>
                )}
                {parents.length > 1 ? (
                  <NavLink
                    href={commitUrl(namespace, repo.name, hash, { parent: at === 0 ? null : at + 1 })}
                    aria-current={at + 1 === parent ? "true" : undefined}
                    className="parent-choice"
                  >
                    {at + 1 === parent ? "compared with this" : "compare"}
                  </NavLink>
                ) : null}
              </span>
            ))}
          </dd>
        </div>
        <div>
          <dt>Tree</dt>
          <dd>
            <NavLink href={treeUrl(namespace, repo.name, hash)} title={commit.treeHash}>
              <code>{shortHash(commit.treeHash)}</code>
            </NavLink>
          </dd>
        </div>
      </dl>
    </section>
  );
}

function People({ commit, now }: { commit: Commit; now: number }) {
  const { author, committer, authoredAt, committedAt } = commit;
  const isSame = author.name === committer.name && author.email === committer.email;
  return (
    <p className="commit-people">
      <Person who={author} /> {isSame ? "committed" : "authored"}{" "}
      <Timestamp {...describeTime(authoredAt, now)} />
      {isSame && authoredAt === committedAt ? null : (
        <>
          , <Person who={committer} /> committed <Timestamp {...describeTime(committedAt, now)} />
        </>
      )}
    </p>
  );
}

const Person = ({ who: { name, email } }: { who: Commit["author"] }) => (
  <strong title={email}>
    <StaticName>{name || "Unknown author"}</StaticName>
  </strong>
);
