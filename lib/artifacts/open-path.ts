import "server-only";
import { cache } from "react";
import type { Commit } from "@/contract/content";
import { ArtifactsError } from "./artifacts-error";
import { getCommit } from "./content";
import { type FoundEntry, findEntry } from "./find-entry";
import { type OpenRepo, openRepo } from "./open-repo";
import { type ResolvedRef, resolveHead, resolveRefPath } from "./resolve-ref";

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

async function openAt(opened: OpenRepo, ref: ResolvedRef, path: string[]): Promise<OpenPath | ClosedPath> {
  let commit: Commit;
  try {
    commit = await getCommit(opened.content, ref.commitHash);
  } catch (error) {
    // A hash that is nowhere, or a tag on something that is no commit.
    if (error instanceof ArtifactsError && error.kind === "not-found") return { ...opened, closed: "no-ref" };
    throw error;
  }
  const entry = await findEntry(opened.content, commit.treeHash, path);
  if (entry === null) return { ...opened, closed: "no-path" };
  return { ...opened, ref, commit, path: path.join("/"), entry };
}

/**
 * The root of a repo's default branch, or of whatever HEAD leads to. Where that has no commit yet (the first push went to
 * another branch), the first branch there is.
 */
export async function openRoot(namespace: string, name: string): Promise<OpenPath | ClosedPath> {
  const opened = await openRepo(namespace, name);
  const [first] = opened.refs.branches;
  const ref =
    resolveHead(opened.refs) ??
    (first ? ({ kind: "branch", name: first.name, commitHash: first.hash } satisfies ResolvedRef) : null);
  return ref === null ? { ...opened, closed: "no-commits" } : openAt(opened, ref, []);
}

/** `place` is the rest of a URL, decoded: a ref, whose name may contain slashes, then a path. Once a request. */
export const openPath = cache(
  async (namespace: string, name: string, place: string): Promise<OpenPath | ClosedPath> => {
    const opened = await openRepo(namespace, name);
    const resolved = resolveRefPath(opened.refs, place.split("/"));
    return resolved === null ? { ...opened, closed: "no-ref" } : openAt(opened, resolved.ref, resolved.path);
  },
);
