"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { Input } from "@/components/ui/input";
import { NavArea } from "@/components/ui/nav-area";
import { rememberLevels } from "./seen-levels";
import { TreeBranch } from "./tree-branch";
import { type Tree, TreeContext, type TreePlace } from "./tree-context";
import { useOpenedFolders } from "./use-opened-folders";
import { walkTree } from "./walk-tree";

/** All files of the ref as a tree, opened down to what the page shows. Folders bring their entries when they are opened. */
export function TreeSidebar(place: TreePlace) {
  const { namespace, repo, refName, rootHash, path } = place;
  const { opened, toggle } = useOpenedFolders(`${namespace}/${repo}/${refName}`, path);
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

  const tree = useMemo<Tree>(
    () => ({ ...place, opened, needle: filter.trim().toLowerCase(), active, toggle }),
    [place, opened, filter, active, toggle],
  );

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
            onKeyDown={(event) => walkTree(event, toggle)}
            onFocus={(event) => setActive(event.target.dataset.path ?? path)}
          >
            <TreeBranch hash={rootHash} path="" depth={1} />
          </div>
        </TreeContext>
      </NavArea>
    </div>
  );
}

const treeClass =
  "relative min-h-0 flex-1 overflow-x-hidden overflow-y-auto px-2 pb-2 text-13 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-text-muted [&_[role=none]]:[contain-intrinsic-size:auto_28px] [&_[role=treeitem]]:flex [&_[role=treeitem]]:h-7 [&_[role=treeitem]]:items-center [&_[role=treeitem]]:gap-2 [&_[role=treeitem]]:rounded-sm [&_[role=treeitem]]:pr-2 [&_[role=treeitem]]:whitespace-nowrap [&_[role=treeitem]]:hover:bg-bg-hover [&_[role=treeitem]]:focus-visible:-outline-offset-2 [&_[aria-current]]:bg-accent-subtle [&_[aria-current]]:font-medium [&_[aria-current]]:text-accent-text pointer-coarse:[&_[role=treeitem]]:h-11";
