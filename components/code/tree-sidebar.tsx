"use client";

import { type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Input } from "@/components/ui/input";
import { lazyComponent } from "@/components/ui/lazy-component";
import { NavArea } from "@/components/ui/nav-area";
import { withQueries } from "@/lib/queries/with-queries";
import { rememberLevels } from "./seen-levels";
import { TreeBranch } from "./tree-branch";
import { type Tree, TreeContext, type TreePlace } from "./tree-context";
import { useOpenedFolders } from "./use-opened-folders";
import { walkTree } from "./walk-tree";

const loadMatches = () =>
  withQueries(import("@/components/find/tree-matches").then((file) => file.TreeMatches));
const TreeMatches = lazyComponent(loadMatches, () => (
  <p className="px-4 text-12 text-text-muted">Listing the files…</p>
));

/** All files of the ref as a tree, opened down to what the page shows, and a field that searches the paths of all of them. Folders bring their entries when they are opened. */
export function TreeSidebar(place: TreePlace) {
  const { namespace, repo, refName, rootHash, path } = place;
  const { opened, toggle } = useOpenedFolders(`${namespace}/${repo}/${refName}`, path);
  const [query, setQuery] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const [active, setActive] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);

  const { levels } = place;
  useEffect(() => rememberLevels(levels), [levels]);

  useEffect(() => {
    setActive(path);
    setQuery("");
    const current = box.current?.querySelector<HTMLElement>("[aria-current]");
    // By hand: `scrollIntoView` would move the page as well.
    if (box.current && current) {
      box.current.scrollTop = current.offsetTop - box.current.clientHeight / 2;
    }
  }, [path]);

  // Tab must reach the tree, also when the item it would reach is folded away.
  useEffect(() => {
    if (active === null || box.current?.querySelector("[role=treeitem][tabindex='0']")) return;
    const first = box.current?.querySelector<HTMLElement>("[role=treeitem]")?.dataset.path;
    if (first !== undefined && first !== active) setActive(first);
  });

  const tree = useMemo<Tree>(() => ({ ...place, opened, active, toggle }), [place, opened, active, toggle]);

  const isSearching = query.trim() !== "";
  const clear = useCallback(() => setQuery(""), []);

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="p-2">
        <Input
          ref={field}
          type="search"
          role="combobox"
          aria-expanded={false}
          aria-label="Find a file"
          placeholder="Find a file"
          spellCheck={false}
          value={query}
          onFocus={() => void loadMatches().catch(() => {})}
          onChange={(event) => setQuery(event.target.value)}
          className="text-13"
        />
      </div>
      <div className="file-tree-pane">
        {isSearching ? (
          <TreeMatches {...place} treeHash={rootHash} query={query} field={field} onClear={clear} />
        ) : null}
        <NavArea ref={box} className="file-tree">
          <TreeContext value={tree}>
            <div
              role="tree"
              aria-label="Files of the repo"
              onKeyDown={(event) => walkTree(event, toggle)}
              onMouseOver={nameInFull}
              onFocus={(event) => setActive(event.target.dataset.path ?? path)}
            >
              <TreeBranch hash={rootHash} path="" depth={1} />
            </div>
          </TreeContext>
        </NavArea>
      </div>
    </div>
  );
}

/** What is cut off is said in full by the item under the pointer. */
function nameInFull(event: MouseEvent<HTMLElement>) {
  const item = event.target instanceof Element ? event.target.closest<HTMLElement>("[role=treeitem]") : null;
  if (item) item.title = item.dataset.path?.split("/").at(-1) ?? "";
}
