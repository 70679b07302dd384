import type { ReactNode } from "react";
import { Name } from "@/components/names/name";
import { CopyButton } from "@/components/ui/copy-button";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { Timestamp } from "@/components/ui/timestamp";
import { shortHash } from "@/lib/format/short-hash";
import { describeTime } from "@/lib/format/time-ago";
import type { CommitBrief } from "@/lib/wire/answers";

export interface LatestCommitProps {
  /** Null while it is not known. */
  commit: CommitBrief | null;
  /** Stands in its place then. */
  pending?: ReactNode;
  /** What it changed. */
  commitHref: string;
  /** The same place at that commit. */
  hashHref: string;
  /** The page at the commit that it shows, where that is another. */
  permalinkHref: string | null;
  /** The log; null where there is none. */
  commitsHref: string | null;
  now: number;
  /** Small things that stand before the time. */
  children?: ReactNode;
}

/** The commit that last changed what a page shows. */
export function LatestCommit(props: LatestCommitProps) {
  const { commit, pending, commitHref, hashHref, permalinkHref, commitsHref, now, children } = props;
  return (
    <div className="change-bar">
      {commit ? (
        <p className="min-w-0 flex-1 basis-60 truncate" title={`${commit.subject}\n${commit.author}`}>
          <span className="font-medium">
            <Name>{commit.author}</Name>
          </span>{" "}
          <NavLink href={commitHref} className="text-text-muted hover:text-text hover:underline">
            <Name>{commit.subject}</Name>
          </NavLink>
        </p>
      ) : (
        <div className="flex min-w-0 flex-1 basis-60 flex-wrap items-center gap-2 text-text-muted">
          {pending}
        </div>
      )}
      <div className="flex flex-wrap items-center gap-2 text-12 text-text-muted max-sm:-my-1">
        {commit ? (
          <span className="flex items-center">
            <NavLink
              href={hashHref}
              {...(permalinkHref === null && commitsHref !== null ? permalinkKey : {})}
              className="rounded-sm font-mono hover:text-text hover:underline"
              title={commit.hash}
            >
              {shortHash(commit.hash)}
            </NavLink>
            <CopyButton text={commit.hash} what="the commit hash" className="-my-1" />
          </span>
        ) : null}
        {children}
        {commit ? <Timestamp {...describeTime(commit.committedAt, now)} /> : null}
        {permalinkHref === null ? null : (
          <NavLink href={permalinkHref} {...permalinkKey} className={linkClass}>
            Permalink
          </NavLink>
        )}
        {commitsHref === null ? null : (
          <NavLink href={commitsHref} className={`${linkClass} max-sm:hidden`}>
            <Icon name="rotate-ccw-clock" size={14} />
            Commits
          </NavLink>
        )}
      </div>
    </div>
  );
}

const permalinkKey = { "data-key": "y", "data-key-label": "Permalink" };

const linkClass = "change-link";
