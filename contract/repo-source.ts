/** Where a repo comes from, as its `source` says: `artifacts:<namespace>/<repo>` is a fork, `git:<url>` an import. */
export type RepoSource =
  | { kind: "fork"; namespace: string; repo: string }
  | { kind: "import"; url: string }
  /** Nothing that a link can be made of. */
  | { kind: "other"; source: string };

export function parseSource(source: string): RepoSource {
  const [, namespace, repo] = /^artifacts:([^/\s]+)\/([^/\s]+)$/.exec(source) ?? [];
  if (namespace !== undefined && repo !== undefined) return { kind: "fork", namespace, repo };
  const url = source.startsWith("git:") ? source.slice("git:".length) : null;
  if (url !== null && URL.canParse(url) && new URL(url).protocol === "https:") return { kind: "import", url };
  return { kind: "other", source };
}

export function forkSource(namespace: string, repo: string): string {
  return `artifacts:${namespace}/${repo}`;
}

/** With `.git` at its end, however the URL was given. */
export function importSource(url: string): string {
  return `git:${url.replace(/\/+$/, "").replace(/\.git$/, "")}.git`;
}
