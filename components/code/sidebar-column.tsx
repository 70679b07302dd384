"use client";

import { type ReactNode, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { lazyComponent } from "@/components/ui/lazy-component";
import { FilesDrawerContext } from "./files-button";
import { sidebarCookie } from "./sidebar-cookie";
import type { TreePlace } from "./tree-context";
import { TreeSidebar } from "./tree-sidebar";

// On a phone, and only when it is asked for.
const SideDrawer = lazyComponent(() => import("@/components/ui/side-drawer").then((file) => file.SideDrawer));

interface SidebarColumnProps {
  isOpenAtFirst: boolean;
  tree: TreePlace;
  children: ReactNode;
}

/** The tree of files beside the page, to be put away; on a narrow window a drawer, which `FilesButton` opens. */
export function SidebarColumn({ isOpenAtFirst, tree, children }: SidebarColumnProps) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  /** The path at which the drawer was opened: it closes on the next page. */
  const [drawerAt, setDrawerAt] = useState<string | null>(null);

  const isDrawn = drawerAt === tree.path;
  const drawer = useMemo(
    () => ({ isOpen: isDrawn, open: () => setDrawerAt(tree.path) }),
    [isDrawn, tree.path],
  );

  const show = (next: boolean) => {
    setOpen(next);
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from Firefox and Safari
    document.cookie = `${sidebarCookie}=${next ? "open" : "closed"}; path=/; max-age=31536000; samesite=lax`;
  };

  return (
    <div data-tree={isOpen ? "open" : "closed"} className="tree-columns">
      {isDrawn ? (
        <SideDrawer onClose={() => setDrawerAt(null)} title="Files">
          <TreeSidebar {...tree} />
        </SideDrawer>
      ) : null}
      {isOpen ? (
        <aside aria-label="Files" className="tree-aside">
          <div className="tree-head">
            <h2 className="text-13 font-medium">Files</h2>
            <Button
              variant="ghost"
              size="icon"
              title="Hide the files"
              aria-label="Hide the files"
              onClick={() => show(false)}
            >
              <Icon name="chevron-right" className="rotate-180" />
            </Button>
          </div>
          <TreeSidebar {...tree} />
        </aside>
      ) : (
        <div className="sticky top-4 hidden lg:block">
          <Button
            variant="ghost"
            size="icon"
            title="Show the files"
            aria-label="Show the files"
            onClick={() => show(true)}
          >
            <Icon name="panel-left-open" />
          </Button>
        </div>
      )}
      <FilesDrawerContext value={drawer}>
        <div className="min-w-0">{children}</div>
      </FilesDrawerContext>
    </div>
  );
}
