import { History } from "lucide-react";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { NavLink } from "@/components/ui/nav-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { Commit } from "@/contract/content";
import { shortHash } from "@/lib/format/short-hash";
import { describeTime } from "@/lib/format/time-ago";

interface LatestCommitProps {
  commit: Commit;
  commitsHref: string;
  permalinkHref: string;
  now: number;
  /** Small things that stand before the time. */
  children?: ReactNode;
}

export function LatestCommit({ commit, commitsHref, permalinkHref, now, children }: LatestCommitProps) {
  const subject = commit.message.split("\n", 1)[0] || "(no message)";
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-bg-subtle px-4 py-1.5 text-13">
      <p className="min-w-0 flex-1 basis-60 truncate" title={commit.message}>
        <span className="font-medium">{commit.author.name || "Unknown author"}</span>{" "}
        <span className="text-text-muted">{subject}</span>
      </p>
      <div className="flex items-center gap-2 text-12 text-text-muted">
        <span className="flex items-center">
          <NavLink
            href={permalinkHref}
            data-key="y"
            data-key-label="Permalink"
            className="rounded-sm font-mono hover:text-text hover:underline"
            title={commit.hash}
          >
            {shortHash(commit.hash)}
          </NavLink>
          <CopyButton text={commit.hash} what="the commit hash" className="-my-1" />
        </span>
        {children}
        <Timestamp {...describeTime(commit.committedAt, now)} />
        <NavLink
          href={commitsHref}
          className="flex items-center gap-1.5 rounded-sm px-1.5 py-1 font-medium text-text hover:bg-bg-hover pointer-coarse:py-3"
        >
          <History size={14} aria-hidden />
          Commits
        </NavLink>
      </div>
    </div>
  );
}
