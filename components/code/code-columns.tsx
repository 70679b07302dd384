import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { readLevels } from "@/lib/paths/read-levels";
import type { OpenPath } from "@/lib/reading/open-path";
import { treeLevelOf } from "@/lib/reading/tree-level";
import { SidebarColumn } from "./sidebar-column";
import { sidebarCookie } from "./sidebar-cookie";

interface CodeColumnsProps {
  namespace: string;
  place: OpenPath;
  children: ReactNode;
}

/** A file or directory with the tree of all files beside it; whether that is shown is remembered in a cookie. */
export async function CodeColumns({ namespace, place, children }: CodeColumnsProps) {
  const { content, treeHash, repo, ref, path } = place;
  const isOpen = (await cookies()).get(sidebarCookie)?.value !== "closed";
  const levels = isOpen ? await readLevels(content, treeHash, path) : [];
  const parts = path.split("/");
  return (
    <SidebarColumn
      isOpenAtFirst={isOpen}
      tree={{
        namespace,
        repo: repo.name,
        refName: ref.name,
        rootHash: treeHash,
        path,
        levels: Object.fromEntries(
          levels.map(({ hash, entries }, depth) => [hash, treeLevelOf(entries, parts[depth])]),
        ),
      }}
    >
      {children}
    </SidebarColumn>
  );
}
