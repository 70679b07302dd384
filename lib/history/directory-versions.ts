import "server-only";
import type { Commit, TreeEntry } from "@/contract/content";
import { type ContentRepo, getTree } from "@/lib/artifacts/content";
import { findEntry } from "@/lib/paths/find-entry";

export interface DirectoryVersion {
  hash: string;
  entries: TreeEntry[];
}

/** A directory as commits have it. What has been asked for is held until it is forgotten. */
export interface DirectoryVersions {
  /** Null where the commit has no such directory. */
  at(commit: Commit): Promise<DirectoryVersion | null>;
  forget(commit: Commit): void;
  forgetAll(): void;
}

export function createDirectoryVersions(repo: ContentRepo, path: readonly string[]): DirectoryVersions {
  const held = new Map<string, Promise<DirectoryVersion | null>>();

  async function read(rootTreeHash: string): Promise<DirectoryVersion | null> {
    const found = await findEntry(repo, rootTreeHash, path);
    return found?.kind === "tree" ? { hash: found.hash, entries: await getTree(repo, found.hash) } : null;
  }

  return {
    at({ treeHash }) {
      const asked = held.get(treeHash);
      if (asked !== undefined) return asked;
      const asking = read(treeHash);
      held.set(treeHash, asking);
      asking.catch(() => held.delete(treeHash));
      return asking;
    },
    forget({ treeHash }) {
      held.delete(treeHash);
    },
    forgetAll() {
      held.clear();
    },
  };
}
