"use client";

import clsx from "clsx";
import { useDeferredValue, useMemo, useState } from "react";
import { Icon } from "@/components/ui/icon";
import { NavArea } from "@/components/ui/nav-area";
import { formatCount } from "@/lib/format/count";
import { treeUrl } from "@/lib/routes";
import type { LastChanged } from "@/lib/wire/answers";
import type { TreeRow } from "@/lib/wire/tree-row";
import { EntryChunk } from "./entry-chunk";
import { LookFurther, tableBarClass } from "./look-further";
import { nameWidthOf } from "./name-width";
import { rowsAtFirst, useDrawnChunks } from "./use-drawn-chunks";
import { useLastChanged } from "./use-last-changed";

interface TreeTableProps {
  namespace: string;
  repo: string;
  refName: string;
  /** Null where the files belong to no commit: nothing is known of what changed them. */
  commitHash: string | null;
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
const isLong = (rows: readonly TreeRow[]) => rows.length > 500;

/** A directory's entries, each with the commit that last changed it. The links work without JavaScript. */
export function TreeTable({ rows, history: initial, lookLimits, isWhole, now, ...place }: TreeTableProps) {
  const { namespace, repo, refName, commitHash, path } = place;
  const [commits, setCommits] = useState(lookLimits.commitsAtFirst);
  const look = useLastChanged({
    namespace,
    repo,
    commit: commitHash ?? "",
    path,
    commits,
    initial,
    isEnabled: commitHash !== null && rows.length > 0,
  });
  const { isLooking } = look;
  // Drawn when there is time: an answer concerns every row that is near.
  const changes = useDeferredValue(
    useMemo(() => ({ history: look.history, isLooking }), [look.history, isLooking]),
  );
  const [near] = useState(() => new Set<() => void>());
  const { chunks, drawn } = useDrawnChunks(rows, { isWhole });
  const nameWidth = useMemo(() => nameWidthOf(rows), [rows]);
  const parent = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";

  return (
    <NavArea>
      {path ? (
        <a
          href={treeUrl(namespace, repo, refName, parent)}
          data-row-link
          className="flex min-h-9 items-center gap-3 border-b px-4 py-1 text-13 text-text-muted hover:bg-bg-hover focus-visible:-outline-offset-2 pointer-coarse:min-h-11"
        >
          <Icon name="corner-left-up" />
          Parent directory
        </a>
      ) : null}
      {/* biome-ignore lint/a11y/useSemanticElements: its items stand in boxes of a hundred, which a ul does not allow */}
      <div
        role="list"
        aria-label={path ? `Files in ${path}` : "Files"}
        aria-busy={isLooking}
        className={clsx(listClass, isLong(rows) && longListClass)}
        style={nameWidth}
      >
        {chunks.slice(0, drawn).map((chunk) => (
          <EntryChunk
            key={chunk[0]?.[0]}
            rows={chunk}
            namespace={namespace}
            repo={repo}
            refName={refName}
            path={path}
            changes={commitHash === null ? null : changes}
            near={isLong(rows) ? near : null}
            now={now}
          />
        ))}
      </div>
      {drawn < chunks.length ? (
        <noscript>
          <p className={tableBarClass}>
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

/** The look of the rows, said once for all of them; what is in them: `app/entry-rows.css`. */
const listClass = clsx(
  "text-13 [&_.row]:relative [&_.row]:flex [&_.row]:min-h-9 [&_.row]:flex-wrap [&_.row]:items-center [&_.row]:gap-x-3 [&_.row]:border-b [&_.row]:px-4 [&_.row]:py-1 [&>div:last-child>.row:last-child]:border-b-0 [&_.row]:hover:bg-bg-hover pointer-coarse:[&_.row]:min-h-11",
  "[&_.detail]:text-text-muted",
  // Names have what the longest of them needs, up to two thirds; what changed them has the rest.
  "sm:[&_.row]:flex-nowrap sm:[&_.change]:w-[calc(100%-var(--names))] sm:[&_.change]:shrink-0 sm:[&_.change]:justify-between",
  "max-sm:[&_.row]:gap-y-0 max-sm:[&_.name]:min-h-6 max-sm:[&_.change]:w-full max-sm:[&_.change]:justify-between max-sm:[&_.change]:pl-7",
);

/**
 * What is out of sight costs no layout, and is found by the browser's own search all the same. By the hundred: a browser
 * watches each such box while it scrolls.
 */
const longListClass = "[&>div]:[contain-intrinsic-size:auto_3700px] [&>div]:[content-visibility:auto]";
