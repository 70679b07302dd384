import type { MouseEvent } from "react";
import { Name } from "@/components/names/name";
import { lazyComponent } from "@/components/ui/lazy-component";
import { formatCount } from "@/lib/format/count";
import { withQueries } from "@/lib/queries/with-queries";
import { blobUrl, treeUrl } from "@/lib/routes";
import type { TreeLevel } from "@/lib/wire/answers";
import { EntryIcon } from "./entry-icon";
import { indent, LevelPending } from "./level-pending";
import { seenLevel } from "./seen-levels";
import { useTree } from "./tree-context";

const AskedLevel = lazyComponent(
  () => withQueries(import("./asked-level").then((file) => file.AskedLevel)),
  LevelPending,
);

interface BranchProps {
  hash: string;
  path: string;
  depth: number;
}

/** What is below a folder that is open: brought by this page, by one before it, or asked for. */
export function TreeBranch({ hash, path, depth }: BranchProps) {
  const { namespace, repo, levels } = useTree();
  const draw = (level: TreeLevel) => <Level level={level} path={path} depth={depth} />;
  const known = levels[hash] ?? seenLevel(hash);
  return known ? (
    draw(known)
  ) : (
    <AskedLevel namespace={namespace} repo={repo} hash={hash} depth={depth} draw={draw} />
  );
}

/** The entries of one folder, each with what is below it when it is open. */
function Level({ level, path, depth }: { level: TreeLevel } & Omit<BranchProps, "hash">) {
  const { namespace, repo, refName } = useTree();
  return (
    <>
      {level.entries.map(([name, type, entryHash]) => (
        <Node key={name} name={name} type={type} hash={entryHash} parent={path} depth={depth} />
      ))}
      {level.more > 0 ? (
        <div role="none" className="py-1.5 text-12 text-text-muted" style={indent(depth)}>
          {formatCount(level.more)} more:{" "}
          <a
            className="underline underline-offset-2 hover:text-text"
            href={treeUrl(namespace, repo, refName, path)}
          >
            open the folder
          </a>
        </div>
      ) : null}
    </>
  );
}

interface NodeProps {
  name: string;
  type: TreeLevel["entries"][number][1];
  hash: string | null;
  parent: string;
  depth: number;
}

function Node({ name, type, hash, parent, depth }: NodeProps) {
  const { namespace, repo, refName, path: current, opened, active, toggle } = useTree();
  const path = parent ? `${parent}/${name}` : name;
  const isFolder = type === "tree";
  const isOpen = hash !== null && opened.has(path);
  const flip = (event: MouseEvent) => {
    event.preventDefault();
    toggle(path);
  };
  const below =
    hash !== null && isOpen ? (
      // biome-ignore lint/a11y/useSemanticElements: a fieldset is no list
      <div role="group">
        <TreeBranch hash={hash} path={path} depth={depth + 1} />
      </div>
    ) : null;
  const href = (isFolder ? treeUrl : blobUrl)(namespace, repo, refName, path);
  return (
    <div role="none">
      <a
        role="treeitem"
        href={href}
        data-path={path}
        aria-level={depth}
        aria-expanded={isFolder ? isOpen : undefined}
        aria-current={path === current ? "page" : undefined}
        aria-selected={path === current || undefined}
        tabIndex={active === null ? undefined : path === active ? 0 : -1}
        style={depth === 1 ? undefined : indent(depth)}
      >
        {isFolder ? (
          // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the tree do the same
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the tree do the same
          <i onClick={flip} className="file-tree-fold" data-icon="chevron-right" />
        ) : null}
        <EntryIcon type={type} />
        <Name>{name}</Name>
      </a>
      {below}
    </div>
  );
}
