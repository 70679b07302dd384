import type { RepoRefs } from "@/lib/git/refs";

type Refs = Pick<RepoRefs, "branches" | "tags">;

/** How a URL names a branch or tag so that it leads to this one, whatever path follows. */
export interface RefUrlNames {
  branch(name: string): string;
  tag(name: string): string;
  /** Of a commit's hash. */
  commit(hash: string): string;
}

/** Behind a hash: the commit and no ref, as Git means it, for no ref's name may hold a `^`. */
export const commitSuffix = "^0";

/**
 * The short name wherever it can only mean this ref; in full (`refs/tags/v1`) where the other kind has a ref of that name,
 * or one below it, which the path that follows could spell: a tag `v1` with a folder `rc`, beside a branch `v1/rc`.
 */
export function refUrlNames(refs: Refs): RefUrlNames {
  const takenByBranches = foldersOf(refs.branches);
  const takenByTags = foldersOf(refs.tags);
  for (const { name } of refs.branches) takenByBranches.add(name);
  const tagNames = new Set(refs.tags.map(({ name }) => name));
  const isShortFine = (name: string, taken: Set<string>) =>
    !name.startsWith("refs/") && name !== "HEAD" && !taken.has(name);
  return {
    // Of one name, the branch wins: only a tag below it is in the way.
    branch: (name) => (isShortFine(name, takenByTags) ? name : `refs/heads/${name}`),
    tag: (name) => (isShortFine(name, takenByBranches) ? name : `refs/tags/${name}`),
    // Branches and tags win over hashes.
    commit: (hash) =>
      takenByBranches.has(hash) || takenByTags.has(hash) || tagNames.has(hash)
        ? `${hash}${commitSuffix}`
        : hash,
  };
}

function foldersOf(refs: readonly { name: string }[]): Set<string> {
  const folders = new Set<string>();
  for (const { name } of refs) {
    for (let at = name.indexOf("/"); at >= 0; at = name.indexOf("/", at + 1)) folders.add(name.slice(0, at));
  }
  return folders;
}
