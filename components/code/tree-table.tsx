"use client";

import clsx from "clsx";
import { CornerLeftUp } from "lucide-react";
import { memo, startTransition, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { layOutWhenIdle } from "@/components/ui/lay-out-when-idle";
import { lazyComponent } from "@/components/ui/lazy-component";
import { NavArea } from "@/components/ui/nav-area";
import { Skeleton } from "@/components/ui/skeleton";
import { Timestamp } from "@/components/ui/timestamp";
import type { TreeEntryType } from "@/contract/content";
import { formatCount } from "@/lib/format/count";
import { shortHash } from "@/lib/format/short-hash";
import { describeTime } from "@/lib/format/time-ago";
import { blobUrl, treeUrl } from "@/lib/routes";
import type { CommitBrief, LastChanged } from "@/lib/wire/answers";
import type { EntryDetail, TreeRow } from "@/lib/wire/tree-row";
import { EntryIcon } from "./entry-icon";
import { useLastChanged } from "./use-last-changed";

const LookFailure = lazyComponent(() => import("./look-failure").then((file) => file.LookFailure));

interface TreeTableProps {
  namespace: string;
  repo: string;
  refName: string;
  commitHash: string;
  /** Path of the directory shown, without slashes at its ends; empty for the root. */
  path: string;
  rows: readonly TreeRow[];
  /** As far as the server had come when it drew the page. */
  history: LastChanged | null;
  /** Commits that are looked at before the reader is asked, and at most. */
  lookLimits: { commitsAtFirst: number; commitsMax: number };
  /** Whether the server draws every row, however many: for readers without JavaScript. */
  isWhole: boolean;
  now: number;
}

const lookStep = 2_000;
/** As many as the server draws; the browser draws the rest in steps that are not felt. */
const rowsAtFirst = 1_000;
/** Rows that are drawn as one: what is far from the window is left out of a long list's work. */
const chunkSize = 100;
const chunksPerStep = 3;
const isLong = (rows: readonly TreeRow[]) => rows.length > 500;

/** A directory's entries, each with the commit that last changed it. The links work without JavaScript. */
export function TreeTable({ rows, history: initial, lookLimits, isWhole, now, ...place }: TreeTableProps) {
  const { namespace, repo, refName, commitHash, path } = place;
  const [commits, setCommits] = useState(lookLimits.commitsAtFirst);
  const look = useLastChanged({
    namespace,
    repo,
    commit: commitHash,
    path,
    commits,
    initial,
    isEnabled: rows.length > 0,
  });
  const { isLooking } = look;
  // Drawn when there is time: an answer concerns every row that is near.
  const changes = useDeferredValue(
    useMemo(() => ({ history: look.history, isLooking }), [look.history, isLooking]),
  );
  const [near] = useState(() => new Set<() => void>());
  const chunks = useMemo(() => {
    const parts: (readonly TreeRow[])[] = [];
    for (let at = 0; at < rows.length; at += chunkSize) parts.push(rows.slice(at, at + chunkSize));
    return parts;
  }, [rows]);
  const [drawn, setDrawn] = useState(isWhole ? chunks.length : rowsAtFirst / chunkSize);
  useEffect(() => {
    if (drawn >= chunks.length) return;
    // A turn for each step: the page scrolls and answers in between.
    const timer = setTimeout(() => startTransition(() => setDrawn((count) => count + chunksPerStep)));
    return () => clearTimeout(timer);
  }, [drawn, chunks]);
  const parent = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";

  return (
    <NavArea>
      {path ? (
        <a
          href={treeUrl(namespace, repo, refName, parent)}
          data-row-link
          className="flex min-h-9 items-center gap-3 border-b px-4 py-1 text-13 text-text-muted hover:bg-bg-hover focus-visible:-outline-offset-2 pointer-coarse:min-h-11"
        >
          <CornerLeftUp size={16} aria-hidden />
          Parent directory
        </a>
      ) : null}
      {/* biome-ignore lint/a11y/useSemanticElements: its items stand in boxes of a hundred, which a ul does not allow */}
      <div
        role="list"
        aria-label={path ? `Files in ${path}` : "Files"}
        aria-busy={isLooking}
        className={clsx(listClass, isLong(rows) && longListClass)}
      >
        {chunks.slice(0, drawn).map((chunk) => (
          <Rows
            key={chunk[0]?.[0]}
            rows={chunk}
            namespace={namespace}
            repo={repo}
            refName={refName}
            path={path}
            changes={changes}
            near={isLong(rows) ? near : null}
            now={now}
          />
        ))}
      </div>
      {drawn < chunks.length ? (
        <noscript>
          <p className={barClass}>
            The first {formatCount(rowsAtFirst)} of {formatCount(rows.length)} entries.{" "}
            <a className="underline" href={`${treeUrl(namespace, repo, refName, path)}?rows=all`}>
              Show all
            </a>
          </p>
        </noscript>
      ) : null}
      <LookFurther
        history={look.history}
        isLooking={isLooking}
        error={look.error}
        retry={look.retry}
        look={
          commits < lookLimits.commitsMax
            ? () => setCommits(Math.min(commits + lookStep, lookLimits.commitsMax))
            : null
        }
      />
    </NavArea>
  );
}

/** The look of the rows, said once for all of them. */
const listClass = clsx(
  "text-13 [&_.row]:relative [&_.row]:flex [&_.row]:min-h-9 [&_.row]:flex-wrap [&_.row]:items-center [&_.row]:gap-x-3 [&_.row]:border-b [&_.row]:px-4 [&_.row]:py-1 [&>div:last-child>.row:last-child]:border-b-0 [&_.row]:hover:bg-bg-hover pointer-coarse:[&_.row]:min-h-11",
  // The whole row is the link to the entry; the link to its commit lies above it.
  "[&_.name]:flex [&_.name]:min-w-0 [&_.name]:items-center [&_.name]:gap-3 [&_.name]:[overflow-wrap:anywhere] [&_a.name]:after:absolute [&_a.name]:after:inset-0 [&_a.name]:focus-visible:outline-none [&_a.name]:focus-visible:after:outline-2 [&_a.name]:focus-visible:after:-outline-offset-2 [&_a.name]:focus-visible:after:outline-accent",
  "[&_.detail]:min-w-0 [&_.detail]:truncate [&_.detail]:text-12 [&_.detail]:text-text-muted",
  "[&_.change]:ml-auto [&_.change]:flex [&_.change]:min-w-0 [&_.change]:items-center [&_.change]:gap-3 [&_.change]:text-12 [&_.change]:text-text-muted [&_time]:shrink-0 [&_time]:text-right [&_time]:whitespace-nowrap sm:[&_time]:w-28",
  "max-sm:[&_.name]:min-h-6 max-sm:[&_.change]:w-full max-sm:[&_.change]:justify-between max-sm:[&_.change]:pl-7 sm:[&_.change]:w-[45%] sm:[&_.change]:justify-between",
);

/**
 * What is out of sight costs no layout, and is found by the browser's own search all the same. By the hundred: a browser
 * watches each such box while it scrolls.
 */
const longListClass = "[&>div]:[contain-intrinsic-size:auto_3700px] [&>div]:[content-visibility:auto]";

interface EntriesProps {
  rows: readonly TreeRow[];
  namespace: string;
  repo: string;
  refName: string;
  path: string;
  /** What changed them last, as far as that is known; null where nobody can see it. */
  changes: { history: LastChanged | undefined; isLooking: boolean } | null;
  now: number;
}

interface RowsProps extends EntriesProps {
  /** The chunks that show changes, by what takes these away again; null where all do. */
  near: Set<() => void> | null;
}

/** Some rows, which cost nothing while they are far from the window. */
const Rows = memo(function Rows({ changes, near, ...rest }: RowsProps) {
  const box = useRef<HTMLDivElement>(null);
  const shown = useNear(box, near) ? changes : null;
  // What has changed must be laid out anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawing them changes the box
  useEffect(() => layOutWhenIdle(box.current), [shown]);
  return (
    <div ref={box}>
      <Entries {...rest} changes={shown} />
    </div>
  );
});

const Entries = memo(function Entries({ rows, changes, now, ...place }: EntriesProps) {
  const { namespace, repo, refName, path } = place;
  const at = (name: string) => (path ? `${path}/${name}` : name);
  const history = changes?.history;
  return rows.map(([name, type, index, detail]) => {
    const commit = history?.commits[history.latest[index] ?? -1];
    const content = (
      <>
        <EntryIcon type={type} />
        {name}
      </>
    );
    return (
      // biome-ignore lint/a11y/useSemanticElements: as the list
      <div key={name} role="listitem" className="row">
        {type === "gitlink" ? (
          <span className="name">{content}</span>
        ) : (
          <a
            className="name"
            data-row-link
            href={(type === "tree" ? treeUrl : blobUrl)(namespace, repo, refName, at(name))}
          >
            {content}
          </a>
        )}
        <Detail type={type} detail={detail} />
        {changes ? (
          <Change
            commit={commit}
            isLooking={changes.isLooking}
            href={commit ? treeUrl(namespace, repo, commit.hash, path) : ""}
            now={now}
          />
        ) : null}
      </div>
    );
  });
});

function Detail({ type, detail }: { type: TreeEntryType; detail?: EntryDetail }) {
  if (detail?.commit !== undefined) {
    const hash = `@ ${shortHash(detail.commit)}`;
    const title = `Submodule at ${detail.commit}`;
    return detail.url ? (
      <a
        href={detail.url}
        title={`${title}, of ${detail.url}`}
        rel="noreferrer"
        className="detail relative font-mono underline underline-offset-2 hover:text-text"
      >
        {hash}
      </a>
    ) : (
      <span className="detail font-mono" title={title}>
        {hash}
      </span>
    );
  }
  if (detail?.target !== undefined) {
    return (
      <span className="detail font-mono" title={detail.target}>
        → {detail.target}
      </span>
    );
  }
  if (detail?.lfs !== undefined) {
    return (
      <span className="detail" title="The content is kept by Git LFS; this repo holds a pointer to it">
        LFS, {detail.lfs}
      </span>
    );
  }
  if (type === "exec") return <span className="detail">executable</span>;
  return type === "symlink" ? <span className="detail">symlink</span> : null;
}

interface ChangeProps {
  commit: CommitBrief | undefined;
  isLooking: boolean;
  href: string;
  now: number;
}

/** The commit that last changed an entry, or the place where it will stand. */
function Change({ commit, isLooking, href, now }: ChangeProps) {
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
        className="relative min-w-0 truncate hover:text-text hover:underline max-sm:py-1 pointer-coarse:py-3.5"
      >
        {commit.subject}
      </a>
      <Timestamp {...describeTime(commit.committedAt, now)} />
    </span>
  );
}

interface LookFurtherProps {
  history: LastChanged | undefined;
  isLooking: boolean;
  error: unknown;
  retry: () => void;
  look: (() => void) | null;
}

/** How far the walk has come, where it is not at its end. */
function LookFurther({ history, isLooking, error, retry, look }: LookFurtherProps) {
  if (error !== null) {
    return (
      <div role="alert" className={barClass}>
        <LookFailure error={error} />
        <Button size="sm" onClick={retry}>
          Try again
        </Button>
      </div>
    );
  }
  if (isLooking) {
    return (
      <>
        {history && history.lookedAt > 0 ? (
          <p role="status" className={barClass}>
            Looking for the latest changes: {formatCount(history.lookedAt)} commits so far
          </p>
        ) : null}
        <noscript>
          <p className={barClass}>Reload the page to see more of what changed last: it comes by script.</p>
        </noscript>
      </>
    );
  }
  if (history?.state !== "limit") return null;
  const left = history.latest.filter((at) => at < 0).length;
  return (
    <p role="status" className={barClass}>
      <span>
        {left === 1 ? "One entry has" : `${formatCount(left)} entries have`} not changed in the last{" "}
        {formatCount(history.lookedAt)} commits.
        {look ? null : " The dashboard looks no further; git log does."}
      </span>
      {look ? (
        <Button size="sm" onClick={look}>
          Look further
        </Button>
      ) : null}
    </p>
  );
}

const barClass =
  "flex flex-wrap items-center justify-between gap-3 border-t bg-bg-subtle px-4 py-2 text-12 text-text-muted";

/** So many chunks show what changed their rows; then the one that was near longest ago gives way. */
const nearMax = 12;

/** Whether a chunk of rows is in the window or near it, or was lately. */
function useNear(box: React.RefObject<HTMLElement | null>, near: Set<() => void> | null): boolean {
  const [isNear, setNear] = useState(near === null);
  useEffect(() => {
    const element = box.current;
    if (near === null || element === null) return;
    const leave = () => {
      // Who reads or selects here keeps what is here.
      if (element.contains(document.activeElement) || getSelection()?.containsNode(element, true)) return;
      startTransition(() => setNear(false));
    };
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        near.delete(leave);
        near.add(leave);
        startTransition(() => setNear(true));
        const [longestAgo] = near;
        if (near.size <= nearMax || longestAgo === undefined) return;
        near.delete(longestAgo);
        longestAgo();
      },
      { rootMargin: "1000px" },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      near.delete(leave);
    };
  }, [box, near]);
  return isNear;
}
