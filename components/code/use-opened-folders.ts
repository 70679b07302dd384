import { useCallback, useState } from "react";

/** Folders that were opened stay open on the next page. In memory: a reload begins with the way to the page. */
const openedBefore = new Map<string, Set<string>>();

function foldersAbove(path: string): string[] {
  const parts = path.split("/");
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** The folders that are open: those above `path`, and those that were opened on pages before. `tree` names whose. */
export function useOpenedFolders(tree: string, path: string) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(
    () => new Set([...(openedBefore.get(tree) ?? []), ...foldersAbove(path), path]),
  );
  const toggle = useCallback(
    (folder: string) =>
      setOpened((before) => {
        const next = new Set(before);
        if (!next.delete(folder)) next.add(folder);
        openedBefore.set(tree, next);
        return next;
      }),
    [tree],
  );
  return { opened, toggle };
}
