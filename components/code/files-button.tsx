"use client";

import { createContext, useContext } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

/** Given by a page that has a tree of files. */
export const FilesDrawerContext = createContext<{ isOpen: boolean; open: () => void } | null>(null);

/** Where the window is too narrow for the tree beside the page: opens it as a drawer. */
export function FilesButton() {
  const drawer = useContext(FilesDrawerContext);
  if (drawer === null) return null;
  return (
    <Button
      size="sm"
      title="Files"
      aria-haspopup="dialog"
      aria-expanded={drawer.isOpen}
      onClick={drawer.open}
      className="lg:hidden"
    >
      <Icon name="panel-left-open" className="text-text-muted" />
      <span className="max-sm:sr-only">Files</span>
    </Button>
  );
}
