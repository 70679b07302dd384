"use client";

import { ChevronRight } from "lucide-react";
import {
  createContext,
  type KeyboardEvent,
  type MouseEvent,
  use,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { Input } from "@/components/ui/input";
import { lazyComponent } from "@/components/ui/lazy-component";
import { NavArea } from "@/components/ui/nav-area";
import { formatCount } from "@/lib/format/count";
import { withQueries } from "@/lib/queries/with-queries";
import { blobUrl, treeUrl } from "@/lib/routes";
import type { TreeLevel } from "@/lib/wire/answers";
import { EntryIcon } from "./entry-icon";
import { indent, LevelPending } from "./level-pending";
import { rememberLevels, seenLevel } from "./seen-levels";

const AskedLevel = lazyComponent(
  () => withQueries(import("./asked-level").then((file) => file.AskedLevel)),
  LevelPending,
);

export interface TreePlace {
  namespace: string;
  repo: string;
  refName: string;
  /** Hash of the root's tree. */
  rootHash: string;
  /** What is open on the page. */
  path: string;
  /** The levels on the way to it, by hash: what the server has drawn need not be asked for. */
  levels: Record<string, TreeLevel>;
}

/** Folders that were opened stay open on the next page. In memory: a reload begins with the way to the page. */
const openedBefore = new Map<string, Set<string>>();

interface Tree extends TreePlace {
  opened: ReadonlySet<string>;
  needle: string;
  /** The one item that Tab reaches; null before the script runs, when all are. */
  active: string | null;
  toggle(path: string): void;
}

const TreeContext = createContext<Tree | null>(null);

function useTree(): Tree {
  const tree = use(TreeContext);
  if (tree === null) throw new Error("A branch of the tree stands outside of it.");
  return tree;
}

function foldersAbove(path: string): string[] {
  const parts = path.split("/");
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** All files of the ref as a tree, opened down to what the page shows. Folders bring their entries when they are opened. */
export function TreeSidebar(place: TreePlace) {
  const { namespace, repo, refName, rootHash, path } = place;
  const memory = `${namespace}/${repo}/${refName}`;
  const [opened, setOpened] = useState<ReadonlySet<string>>(
    () => new Set([...(openedBefore.get(memory) ?? []), ...foldersAbove(path), path]),
  );
  const [filter, setFilter] = useState("");
  const [active, setActive] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);

  const { levels } = place;
  useEffect(() => rememberLevels(levels), [levels]);

  useEffect(() => {
    setActive(path);
    const current = box.current?.querySelector<HTMLElement>("[aria-current]");
    // By hand: `scrollIntoView` would move the page as well.
    if (box.current && current) {
      box.current.scrollTop = current.offsetTop - box.current.clientHeight / 2;
    }
  }, [path]);

  // Tab must reach the tree, also when the item it would reach is filtered out or folded away.
  useEffect(() => {
    if (active === null || box.current?.querySelector("[role=treeitem][tabindex='0']")) return;
    const first = box.current?.querySelector<HTMLElement>("[role=treeitem]")?.dataset.path;
    if (first !== undefined && first !== active) setActive(first);
  });

  const tree = useMemo<Tree>(() => {
    const toggle = (folder: string) =>
      setOpened((before) => {
        const next = new Set(before);
        if (!next.delete(folder)) next.add(folder);
        openedBefore.set(memory, next);
        return next;
      });
    return { ...place, opened, needle: filter.trim().toLowerCase(), active, toggle };
  }, [place, opened, filter, active, memory]);

  /** As the WAI-ARIA pattern for trees has it. */
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const item =
      event.target instanceof Element ? event.target.closest<HTMLElement>("[role=treeitem]") : null;
    if (!item || event.altKey || event.ctrlKey || event.metaKey) return;
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=treeitem]")];
    const at = items.indexOf(item);
    const folder = item.dataset.path ?? "";
    const isOpen = item.getAttribute("aria-expanded");
    const focus = (to: HTMLElement | undefined) => to?.focus();
    if (event.key === "ArrowDown") focus(items[at + 1]);
    else if (event.key === "ArrowUp") focus(items[at - 1]);
    else if (event.key === "Home") focus(items[0]);
    else if (event.key === "End") focus(items.at(-1));
    else if (event.key === " " && isOpen !== null) tree.toggle(folder);
    else if (event.key === "ArrowRight" && isOpen === "false") tree.toggle(folder);
    else if (event.key === "ArrowRight" && isOpen === "true") focus(items[at + 1]);
    else if (event.key === "ArrowLeft" && isOpen === "true") tree.toggle(folder);
    else if (event.key === "ArrowLeft") {
      const parent = folder.slice(0, folder.lastIndexOf("/"));
      focus(items.find((candidate) => candidate.dataset.path === parent));
    } else return;
    event.preventDefault();
  };

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="p-2">
        <Input
          type="search"
          aria-label="Filter the open folders"
          placeholder="Filter the open folders"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          className="text-13"
        />
      </div>
      <NavArea ref={box} className={treeClass}>
        <TreeContext value={tree}>
          <div
            role="tree"
            aria-label="Files of the repo"
            onKeyDown={walk}
            onFocus={(event) => setActive(event.target.dataset.path ?? path)}
          >
            <Branch hash={rootHash} path="" depth={1} />
          </div>
        </TreeContext>
      </NavArea>
    </div>
  );
}

const treeClass =
  "relative min-h-0 flex-1 overflow-x-hidden overflow-y-auto px-2 pb-2 text-13 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-text-muted [&_[role=none]]:[contain-intrinsic-size:auto_28px] [&_[role=treeitem]]:flex [&_[role=treeitem]]:h-7 [&_[role=treeitem]]:items-center [&_[role=treeitem]]:gap-2 [&_[role=treeitem]]:rounded-sm [&_[role=treeitem]]:pr-2 [&_[role=treeitem]]:whitespace-nowrap [&_[role=treeitem]]:hover:bg-bg-hover [&_[role=treeitem]]:focus-visible:-outline-offset-2 [&_[aria-current]]:bg-accent-subtle [&_[aria-current]]:font-medium [&_[aria-current]]:text-accent-text pointer-coarse:[&_[role=treeitem]]:h-11";

interface BranchProps {
  hash: string;
  path: string;
  depth: number;
}

/** What is below a folder that is open: brought by this page, by one before it, or asked for. */
function Branch({ hash, path, depth }: BranchProps) {
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
  const { namespace, repo, refName, needle, opened } = useTree();
  const shown = level.entries.filter(
    ([name]) =>
      needle === "" || name.toLowerCase().includes(needle) || opened.has(path ? `${path}/${name}` : name),
  );
  return (
    <>
      {shown.map(([name, type, entryHash]) => (
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
  hash: string;
  parent: string;
  depth: number;
}

function Node({ name, type, hash, parent, depth }: NodeProps) {
  const { namespace, repo, refName, path: current, opened, active, toggle } = useTree();
  const path = parent ? `${parent}/${name}` : name;
  const isFolder = type === "tree";
  const isOpen = isFolder && opened.has(path);
  const flip = (event: MouseEvent) => {
    event.preventDefault();
    toggle(path);
  };
  const below = isOpen ? (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no list
    <div role="group">
      <Branch hash={hash} path={path} depth={depth + 1} />
    </div>
  ) : null;
  const href =
    type === "gitlink"
      ? treeUrl(namespace, repo, refName, parent)
      : (isFolder ? treeUrl : blobUrl)(namespace, repo, refName, path);
  return (
    <div role="none">
      <a
        role="treeitem"
        href={href}
        title={name}
        data-path={path}
        aria-level={depth}
        aria-expanded={isFolder ? isOpen : undefined}
        aria-current={path === current ? "page" : undefined}
        aria-selected={path === current}
        tabIndex={active === null ? undefined : path === active ? 0 : -1}
        style={indent(depth)}
      >
        {isFolder ? (
          // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the tree do the same
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the tree do the same
          <span
            onClick={flip}
            className="-m-1.5 grid place-items-center p-1.5 pointer-coarse:-m-3 pointer-coarse:p-3"
          >
            <ChevronRight aria-hidden className={isOpen ? "rotate-90" : undefined} />
          </span>
        ) : (
          <span className="w-4 shrink-0" />
        )}
        <EntryIcon type={type} />
        <span className="truncate">{name}</span>
      </a>
      {below}
    </div>
  );
}
