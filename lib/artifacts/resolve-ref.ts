import { objectHash } from "@/contract/names";
import type { RepoRefs } from "./refs";

export interface ResolvedRef {
  kind: "branch" | "tag" | "commit";
  /** Of the branch or tag without `refs/…`; of a commit, its hash. */
  name: string;
  commitHash: string;
}

export interface ResolvedRefPath {
  ref: ResolvedRef;
  path: string[];
}

type Refs = Pick<RepoRefs, "head" | "headHash" | "branches" | "tags">;

/**
 * Splits the segments of a URL into a ref and a path below it; null when no ref matches. Refs may contain slashes: the
 * longest one that matches wins, and of one length a branch, then a tag, then `HEAD`, then a commit hash. So a branch
 * that is named like a hash hides that commit, in Git's routes and here alike; trust `kind`, not the look of a name,
 * before calling an answer immutable.
 */
export function resolveRefPath(refs: Refs, segments: string[]): ResolvedRefPath | null {
  const branches = new Map(refs.branches.map((branch) => [branch.name, branch.hash]));
  const tags = new Map(refs.tags.map((tag) => [tag.name, tag.commitHash]));
  for (let length = segments.length; length > 0; length -= 1) {
    const name = segments.slice(0, length).join("/");
    const path = segments.slice(length);
    const branch = branches.get(name);
    if (branch !== undefined) return { ref: { kind: "branch", name, commitHash: branch }, path };
    const tag = tags.get(name);
    if (tag !== undefined) return { ref: { kind: "tag", name, commitHash: tag }, path };
  }
  const [first, ...path] = segments;
  if (first === "HEAD") {
    const ref = resolveHead(refs);
    return ref === null ? null : { ref, path };
  }
  if (first !== undefined && objectHash.safeParse(first).success) {
    return { ref: { kind: "commit", name: first, commitHash: first }, path };
  }
  return null;
}

/** Where HEAD leads to; null in a repo whose default branch has no commit yet. */
export function resolveHead(refs: Refs): ResolvedRef | null {
  const branch = refs.branches.find((candidate) => candidate.name === refs.head);
  if (branch !== undefined) return { kind: "branch", name: branch.name, commitHash: branch.hash };
  if (refs.headHash === null) return null;
  return { kind: "commit", name: refs.headHash, commitHash: refs.headHash };
}
