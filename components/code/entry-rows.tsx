import { StaticName } from "@/components/names/static-name";
import { blobUrl, treeUrl } from "@/lib/routes";
import type { LastChanged } from "@/lib/wire/answers";
import type { TreeRow } from "@/lib/wire/tree-row";
import { EntryChange } from "./entry-change";
import { EntryDetail } from "./entry-detail";
import { EntryIcon } from "./entry-icon";

/** Rows that are one box: what is far from the window is left out of a long list's work. */
const chunkSize = 100;

interface EntryRowsProps {
  namespace: string;
  repo: string;
  refName: string;
  path: string;
  rows: readonly TreeRow[];
  /** What changed them last, as far as that is known. Null where it is not to be in the rows. */
  history: LastChanged | null;
  /** Whether each row says its place in the tree, for what draws the changes later. */
  isOpenEnded: boolean;
  now: number;
}

/** Rows of a directory, as HTML. The links work without JavaScript. */
export function EntryRows({ rows, history, isOpenEnded, now, ...place }: EntryRowsProps) {
  const { namespace, repo, refName, path } = place;
  const chunks = Array.from({ length: Math.ceil(rows.length / chunkSize) }, (_, at) =>
    rows.slice(at * chunkSize, (at + 1) * chunkSize),
  );
  const at = (name: string) => (path ? `${path}/${name}` : name);
  return chunks.map((chunk) => (
    <div key={chunk[0]?.[0]}>
      {chunk.map(([name, type, index, detail]) => (
        // biome-ignore lint/a11y/useSemanticElements: the list's items stand in boxes of a hundred, which a ul does not allow
        <div key={name} role="listitem" className="row" data-at={isOpenEnded ? index : undefined}>
          <a
            className="name"
            data-row-link=""
            href={(type === "tree" ? treeUrl : blobUrl)(namespace, repo, refName, at(name))}
          >
            <EntryIcon type={type} />
            <StaticName>{name}</StaticName>
          </a>
          <EntryDetail type={type} detail={detail} />
          {history ? <EntryChange history={history} index={index} {...{ namespace, repo, now }} /> : null}
        </div>
      ))}
    </div>
  ));
}
