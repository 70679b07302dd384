import { memo, useDeferredValue, useEffect, useLayoutEffect, useMemo, useState } from "react";
import { createPortal } from "react-dom";
import { layOutWhenIdle } from "@/components/ui/lay-out-when-idle";
import type { LastChanged } from "@/lib/wire/answers";
import { EntryChange } from "./entry-change";
import type { EntryTurnsProps } from "./entry-turns-props";
import { LookFurther } from "./look-further";
import { MoreFailure } from "./more-failure";
import { useLastChanged } from "./use-last-changed";
import { useMoreEntries } from "./use-more-entries";
import { useNear } from "./use-near";

const lookStep = 2_000;

/**
 * What comes into the rows of a directory, which are HTML, after the document: what changed them, where that was not known or they are
 * many, and the rows that it has not.
 */
export function EntryTurns({ history: initial, isLong, lookLimits, now, ...place }: EntryTurnsProps) {
  const { namespace, repo, commit, path, rows } = place;
  const [commits, setCommits] = useState(lookLimits.commitsAtFirst);
  const look = useLastChanged({
    namespace,
    repo,
    commit: commit ?? "",
    path,
    commits,
    initial,
    isEnabled: commit !== null && rows > 0,
  });
  const { isLooking } = look;
  const [list, setList] = useState<HTMLElement | null>(null);
  const more = useMoreEntries(list, place);
  const [near] = useState(() => new Set<() => void>());
  // The rows of a short list have it. Drawn when there is time: an answer concerns every row that is near.
  const history = useDeferredValue(isLong || look.history !== initial ? look.history : undefined);
  const changes = useMemo(
    () => history && { namespace, repo, history, now },
    [namespace, repo, history, now],
  );

  useLayoutEffect(() => setList(document.getElementById("entries")), []);
  useEffect(() => list?.setAttribute("aria-busy", String(isLooking)), [list, isLooking]);

  return (
    <>
      {more.chunks.map((chunk, at) => (
        <ChunkChanges
          // biome-ignore lint/suspicious/noArrayIndexKey: they are added at the end alone
          key={at}
          chunk={chunk}
          changes={commit === null ? undefined : changes}
          near={isLong ? near : null}
        />
      ))}
      <MoreFailure error={more.error} what="entries" retry={more.retry} />
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
    </>
  );
}

interface ChunkChangesProps {
  chunk: HTMLElement;
  changes: { namespace: string; repo: string; history: LastChanged; now: number } | undefined;
  /** The chunks that show changes, by what takes these away again; null where all do. */
  near: Set<() => void> | null;
}

/** What changed some rows, which costs nothing while they are far from the window. */
const ChunkChanges = memo(function ChunkChanges({ chunk, changes, near }: ChunkChangesProps) {
  const shown = useNear(chunk, near) ? changes : undefined;
  // The server's, or of a visit before.
  const [before] = useState(() => [...chunk.querySelectorAll(".change")]);
  useLayoutEffect(() => {
    if (shown !== undefined) for (const change of before) change.remove();
  }, [before, shown]);
  // What has changed must be laid out again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawing them changes the box
  useEffect(() => layOutWhenIdle(chunk), [chunk, shown]);
  if (shown === undefined) return null;
  return Array.from(chunk.children, (row) => {
    const index = Number(row instanceof HTMLElement ? row.dataset.at : undefined);
    return createPortal(<EntryChange {...shown} index={index} />, row, String(index));
  });
});
