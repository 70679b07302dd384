import "server-only";
import { cache } from "react";
import type { Commit } from "@/contract/content";
import { followPath } from "@/lib/paths/follow-path";
import type { FoundEntry } from "@/lib/paths/walk-path";
import { type NewestRef, newestRef } from "./newest-ref";
import { openCommitPath } from "./open-commit-path";
import { type OpenRepo, openRepo } from "./open-repo";
import { prefetchPath } from "./prefetch-path";
import { resolvePlace, type UnsureHash } from "./resolve-place";
import { type ResolvedRef, type ResolvedRefPath, resolveHead } from "./resolve-ref";

/** A place in a repo: a ref, what it leads to, and what stands at the path below it. */
export interface OpenPath extends OpenRepo {
  ref: ResolvedRef;
  /** Null where a tag leads to a tree by itself. */
  commit: Commit | null;
  treeHash: string;
  /** `/`-separated, empty for the root. */
  path: string;
  entry: FoundEntry;
}

/** The root of a repo, and what stands in for its default branch, where that cannot be shown. */
export interface OpenRoot extends OpenPath {
  instead: NewestRef | null;
}

/**
 * Why a place could not be opened. `no-commits`: the repo has no commit and was asked for its default branch. `bare-file`: the
 * ref leads to a file without a name, which only its bytes can show. `short-hash`: the address has less than the hash of the commit.
 * `linked`: a directory on the way is a symlink, and `path` is where it leads; or it is a submodule, and `path` is its own.
 */
export type ClosedPath = OpenRepo &
  (
    | { closed: "no-commits" | "no-ref" | "no-path" }
    | { closed: "bare-file"; ref: ResolvedRef }
    | { closed: "short-hash"; hash: string; path: string }
    | ({ closed: "unsure-hash" } & UnsureHash)
    | { closed: "linked"; ref: ResolvedRef; path: string; isDirectory: boolean }
  );

async function openAt(
  opened: OpenRepo,
  { ref, path }: ResolvedRefPath,
  wantsEntries: boolean,
): Promise<OpenPath | ClosedPath> {
  const found = await openCommitPath(opened, ref.commitHash, path, { wantsEntries });
  if (found === null) return { ...opened, closed: "no-ref" };
  const { commit, treeHash, entry } = found;
  if (entry === null) {
    const end = treeHash === null ? null : await followPath(opened.content, treeHash, path);
    if (end?.kind === "submodule") {
      return { ...opened, closed: "linked", ref, path: end.path, isDirectory: false };
    }
    if (end?.kind !== "found") return { ...opened, closed: "no-path" };
    return { ...opened, closed: "linked", ref, path: end.path, isDirectory: end.entry.kind === "tree" };
  }
  if (treeHash === null) return { ...opened, closed: "bare-file", ref };
  return { ...opened, ref, commit, treeHash, path: path.join("/"), entry };
}

/**
 * The root of a repo's default branch, or of whatever HEAD leads to. Where that has no commit yet (the first push went to
 * another branch), or leads to an object that is missing, the newest branch, or the newest tag.
 */
export async function openRoot(namespace: string, name: string): Promise<OpenRoot | ClosedPath> {
  prefetchPath(namespace, name, null, { wantsLog: true });
  const opened = await openRepo(namespace, name);
  const head = resolveHead(opened.refs);
  const place = head && (await openAt(opened, { ref: head, path: [] }, true));
  if (place !== null && !("closed" in place)) return { ...place, instead: null };
  const instead = await newestRef(opened);
  if (instead === null) return { ...opened, closed: "no-commits" };
  const other = await openAt(opened, { ref: instead.ref, path: [] }, true);
  return "closed" in other ? other : { ...other, instead };
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
    const resolved = await resolvePlace(opened, place.split("/"));
    if (resolved === null) return { ...opened, closed: "no-ref" };
    if (resolved.kind === "unsure") return { ...opened, closed: "unsure-hash", ...resolved };
    if (resolved.isShort) {
      return { ...opened, closed: "short-hash", hash: resolved.ref.name, path: resolved.path.join("/") };
    }
    return openAt(opened, resolved, wantsLog);
  },
);
