import "server-only";
import { cache } from "react";
import type { Commit } from "@/contract/content";
import type { FoundEntry } from "@/lib/paths/walk-path";
import { openCommitPath } from "./open-commit-path";
import { type OpenRepo, openRepo } from "./open-repo";
import { prefetchPath } from "./prefetch-path";
import { refUrlNames } from "./ref-url-names";
import { type ResolvedRef, type ResolvedRefPath, resolveHead, resolveRefPath } from "./resolve-ref";

/** A place in a repo: a ref, the commit it leads to, and what stands at the path below it. */
export interface OpenPath extends OpenRepo {
  ref: ResolvedRef;
  commit: Commit;
  /** `/`-separated, empty for the root. */
  path: string;
  entry: FoundEntry;
}

/** Why a place could not be opened. `no-commits`: the repo is empty and was asked for its default branch. */
export type ClosedPath = OpenRepo & { closed: "no-commits" | "no-ref" | "no-path" };

async function openAt(
  opened: OpenRepo,
  { ref, path }: ResolvedRefPath,
  wantsEntries: boolean,
): Promise<OpenPath | ClosedPath> {
  const found = await openCommitPath(opened, ref.commitHash, path, { wantsEntries });
  if (found === null) return { ...opened, closed: "no-ref" };
  const { commit, entry } = found;
  if (entry === null) return { ...opened, closed: "no-path" };
  return { ...opened, ref, commit, path: path.join("/"), entry };
}

/**
 * The root of a repo's default branch, or of whatever HEAD leads to. Where that has no commit yet (the first push went to
 * another branch), the first branch there is.
 */
export async function openRoot(namespace: string, name: string): Promise<OpenPath | ClosedPath> {
  prefetchPath(namespace, name, null, { wantsLog: true });
  const opened = await openRepo(namespace, name);
  const [first] = opened.refs.branches;
  const ref =
    resolveHead(opened.refs) ??
    (first
      ? ({
          kind: "branch",
          name: refUrlNames(opened.refs).branch(first.name),
          commitHash: first.hash,
        } satisfies ResolvedRef)
      : null);
  return ref === null ? { ...opened, closed: "no-commits" } : openAt(opened, { ref, path: [] }, true);
}

/**
 * `place` is the rest of a URL, decoded: a ref, whose name may contain slashes, then a path. `wantsLog` for a directory that is to be
 * shown. Once a request.
 */
export const openPath = cache(
  async (
    namespace: string,
    name: string,
    place: string,
    wantsLog = false,
  ): Promise<OpenPath | ClosedPath> => {
    prefetchPath(namespace, name, place.split("/"), { wantsLog });
    const opened = await openRepo(namespace, name);
    const resolved = resolveRefPath(opened.refs, place.split("/"));
    return resolved === null ? { ...opened, closed: "no-ref" } : openAt(opened, resolved, wantsLog);
  },
);
