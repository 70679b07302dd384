import { objectHash } from "@/contract/names";
import type { RepoRefs } from "@/lib/git/refs";
import { commitSuffix, refUrlNames } from "./ref-url-names";

export interface ResolvedRef {
  kind: "branch" | "tag" | "commit";
  /** As URLs of the dashboard spell it: mostly without `refs/…`; of a commit, its hash, with `^0` where that was there. */
  name: string;
  commitHash: string;
}

export interface ResolvedRefPath {
  ref: ResolvedRef;
  path: string[];
}

type Refs = Pick<RepoRefs, "head" | "headHash" | "branches" | "tags">;

const branchPrefix = "refs/heads/";
const tagPrefix = "refs/tags/";

/**
 * Splits the segments of a URL into a ref and a path below it; null when no ref matches. Refs may contain slashes: the
 * longest one that matches wins, and of one length `HEAD`, a name in full (`refs/tags/…`), a branch, then a tag, then the hash
 * of a commit or of a tag. So a branch that is named like a hash hides that commit, in Git's routes and here alike, unless `^0` stands
 * behind it; trust `kind`, not the look of a name, before calling an answer immutable.
 */
export function resolveRefPath(refs: Refs, segments: string[]): ResolvedRefPath | null {
  const find = refFinder(refs);
  for (let length = segments.length; length > 0; length -= 1) {
    const ref = find(segments.slice(0, length).join("/"));
    if (ref !== null) return { ref, path: segments.slice(length) };
  }
  return resolveHash(refs, segments);
}

/** The ref of exactly this name. */
function refFinder(refs: Refs): (name: string) => ResolvedRef | null {
  const branches = new Map(refs.branches.map((branch) => [branch.name, branch.hash]));
  const tags = new Map(refs.tags.map((tag) => [tag.name, tag.commitHash]));
  const inFull = (name: string, prefix: string, all: ReadonlyMap<string, string>) =>
    name.startsWith(prefix) ? all.get(name.slice(prefix.length)) : undefined;
  return (name) => {
    // As Git has it, beside a branch of that name. Where it leads nowhere yet, the branch is what is left.
    const head = name === "HEAD" ? resolveHead(refs) : null;
    if (head !== null) return head;
    const tagInFull = inFull(name, tagPrefix, tags);
    const branch =
      inFull(name, branchPrefix, branches) ?? (tagInFull === undefined ? branches.get(name) : undefined);
    const commitHash = branch ?? tagInFull ?? tags.get(name);
    if (commitHash === undefined) return null;
    return { kind: branch === undefined ? "tag" : "branch", name, commitHash };
  };
}

/** A hash, of a commit or of a tag, with `^0` or without. */
function resolveHash(refs: Refs, [first, ...path]: string[]): ResolvedRefPath | null {
  const hash = first?.endsWith(commitSuffix) ? first.slice(0, -commitSuffix.length) : first;
  if (first !== undefined && hash !== undefined && objectHash.safeParse(hash).success) {
    const commitHash = refs.tags.find((tag) => tag.hash === hash)?.commitHash ?? hash;
    return { ref: { kind: "commit", name: first, commitHash }, path };
  }
  return null;
}

/** Where HEAD leads to; null in a repo whose default branch has no commit yet. */
export function resolveHead(refs: Refs): ResolvedRef | null {
  const branch = refs.branches.find((candidate) => candidate.name === refs.head);
  if (branch !== undefined) {
    return { kind: "branch", name: refUrlNames(refs).branch(branch.name), commitHash: branch.hash };
  }
  if (refs.headHash === null) return null;
  return { kind: "commit", name: refs.headHash, commitHash: refs.headHash };
}
