import { memo, useEffect, useRef } from "react";
import { Name } from "@/components/names/name";
import { layOutWhenIdle } from "@/components/ui/lay-out-when-idle";
import { blobUrl, treeUrl } from "@/lib/routes";
import type { LastChanged } from "@/lib/wire/answers";
import type { TreeRow } from "@/lib/wire/tree-row";
import { EntryChange } from "./entry-change";
import { EntryDetail } from "./entry-detail";
import { EntryIcon } from "./entry-icon";
import { useNear } from "./use-near";

interface EntriesProps {
  rows: readonly TreeRow[];
  namespace: string;
  repo: string;
  refName: string;
  path: string;
  /** What changed them last, as far as that is known; null far from the window. */
  changes: { history: LastChanged | undefined; isLooking: boolean } | null;
  now: number;
}

interface EntryChunkProps extends EntriesProps {
  /** The chunks that show changes, by what takes these away again; null where all do. */
  near: Set<() => void> | null;
}

/** Some rows, which cost nothing while they are far from the window. */
export const EntryChunk = memo(function EntryChunk({ changes, near, ...rest }: EntryChunkProps) {
  const box = useRef<HTMLDivElement>(null);
  const shown = useNear(box, near) ? changes : null;
  // What has changed must be laid out again.
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
    return (
      // biome-ignore lint/a11y/useSemanticElements: as the list
      <div key={name} role="listitem" className="row">
        <a
          className="name"
          data-row-link
          href={(type === "tree" ? treeUrl : blobUrl)(namespace, repo, refName, at(name))}
        >
          <EntryIcon type={type} />
          <Name>{name}</Name>
        </a>
        <EntryDetail type={type} detail={detail} />
        {changes ? (
          <EntryChange
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
