import { buttonClass } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import type { Commit } from "@/contract/content";
import type { AboutCommit } from "@/lib/commits/about-commit";
import type { AroundCommit } from "@/lib/commits/around-commit";
import { shortHash } from "@/lib/format/short-hash";
import type { OpenPath } from "@/lib/reading/open-path";
import { commitUrl, treeUrl } from "@/lib/routes";
import { CommitAround } from "./commit-around";
import { CommitNotes } from "./commit-notes";
import { CommitPeople } from "./commit-people";
import { CommitRefs } from "./commit-refs";
import { CommitText } from "./commit-text";
import { FactRows } from "./fact-rows";
import { LinkedText } from "./linked-text";

interface CommitHeadProps {
  namespace: string;
  place: OpenPath & { commit: Commit };
  about: AboutCommit;
  around: AroundCommit | null;
  /** This page with what stands around the commit; null where it was asked for. */
  askHref: string | null;
  /** Which parent it is compared with, counted from 1, or all of them. */
  parent: number | "all";
  /** A parent that the repo does not have. */
  boundary: string | null;
  now: number;
}

/** What a commit says of itself: its message, who wrote it and when, and what stands around it. */
export function CommitHead({
  namespace,
  place,
  about,
  around,
  askHref,
  parent,
  boundary,
  now,
}: CommitHeadProps) {
  const { repo, refs, commit } = place;
  const { hash, parents } = commit;
  const { subject, hasSubject } = about.message;
  const textPlace = { namespace, repo: repo.name, links: about.links };
  return (
    <section aria-label="Commit" className="commit-head">
      <div className="commit-title">
        <h1 className={hasSubject ? undefined : "none"}>
          <bdi>
            <LinkedText text={subject} place={textPlace} />
          </bdi>
        </h1>
        <NavLink href={treeUrl(namespace, repo.name, hash)} className={buttonClass({ size: "sm" })}>
          <Icon name="folder-tree" />
          Browse files
        </NavLink>
      </div>
      <CommitText about={about} hash={hash} place={textPlace} />
      <CommitRefs namespace={namespace} repo={repo.name} refs={refs} hash={hash} />
      <CommitPeople commit={commit} facts={about.facts} now={now} />
      <dl className="commit-facts">
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
            <Parents namespace={namespace} repo={repo.name} commit={commit} boundary={boundary} />
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
        <CommitAround namespace={namespace} repo={repo.name} refs={refs} around={around} askHref={askHref} />
        {about.facts === null ? null : <FactRows facts={about.facts} />}
      </dl>
      <CommitNotes notes={about.notes} place={textPlace} hash={hash} parent={parent} />
    </section>
  );
}

interface ParentsProps extends Pick<CommitHeadProps, "namespace" | "boundary"> {
  repo: string;
  commit: Commit;
}

const Parents = ({ namespace, repo, commit: { parents }, boundary }: ParentsProps) =>
  parents.map((one) =>
    one === boundary ? (
      <span key={one} title="The history of this repo is cut off here">
        <code>{shortHash(one)}</code>, not in this repo
      </span>
    ) : (
      <NavLink key={one} href={commitUrl(namespace, repo, one)} title={one}>
        <code>{shortHash(one)}</code>
      </NavLink>
    ),
  );
