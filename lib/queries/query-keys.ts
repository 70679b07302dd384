/**
 * Every key of the browser's query cache, from the whole of a thing to its parts: what is invalidated by a key includes all
 * keys that begin with it.
 */
export const queryKeys = {
  namespaces: () => ["namespaces"] as const,
  /** Below the list: what changes the list changes this. */
  namespace: (namespace: string) => [...queryKeys.namespaces(), namespace] as const,
  repos: (namespace: string) => ["repos", namespace] as const,
  repoPage: (namespace: string, query: object) => [...queryKeys.repos(namespace), query] as const,
  latestCommitsIn: (namespace: string) => ["latest-commits", namespace] as const,
  latestCommitsOf: (namespace: string, repos: readonly string[]) =>
    [...queryKeys.latestCommitsIn(namespace), repos] as const,
  /** Not below `repos`: deleting a repo must not count its forks again. */
  forksIn: (namespace: string) => ["forks", namespace] as const,
  forksOf: (namespace: string, repo: string) => [...queryKeys.forksIn(namespace), repo] as const,
  namesTaken: (namespace: string) => ["name-taken", namespace] as const,
  nameTaken: (namespace: string, name: string) => [...queryKeys.namesTaken(namespace), name] as const,
  freeNames: (namespace: string) => ["free-name", namespace] as const,
  freeName: (namespace: string, base: string) => [...queryKeys.freeNames(namespace), base] as const,
  importPreflight: (url: string) => ["import-preflight", url] as const,
  tokensIn: (namespace: string) => ["tokens", namespace] as const,
  tokensOf: (namespace: string, repo: string) => [...queryKeys.tokensIn(namespace), repo] as const,
  tokenPage: (namespace: string, repo: string, query: object) =>
    [...queryKeys.tokensOf(namespace, repo), query] as const,
  allTokens: (namespace: string, repo: string, state: string | undefined) =>
    [...queryKeys.tokensOf(namespace, repo), "all", state] as const,
  refNames: (namespace: string, repo: string) => ["ref-names", namespace, repo] as const,
  refDetails: (namespace: string, repo: string, of: object) => ["ref-details", namespace, repo, of] as const,
  tagMessages: (namespace: string, repo: string, tags: readonly string[]) =>
    ["tag-messages", namespace, repo, tags] as const,
  treeLevel: (namespace: string, repo: string, hash: string) =>
    ["tree-level", namespace, repo, hash] as const,
  paths: (namespace: string, repo: string, treeHash: string, after: string | null) =>
    ["paths", namespace, repo, treeHash, after] as const,
  fileSearch: (namespace: string, repo: string, treeHash: string, query: object) =>
    ["file-search", namespace, repo, treeHash, query] as const,
  languages: () => ["languages"] as const,
};
