/**
 * Every URL of the dashboard. Refs and paths keep their slashes, everything else in them is encoded, here and nowhere
 * else; a test finds URLs made by hand.
 */

type Query = Record<string, string | number | null | undefined>;

/** One path segment, with the characters left readable that a path may hold as they are (RFC 3986, `pchar`). */
function segment(text: string): string {
  // A lone surrogate cannot be encoded.
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd")).replace(
    /%(40|3A|24|26|2B|2C|3B|3D)/g,
    decodeURIComponent,
  );
}

const segments = (text: string) => text.split("/").filter(Boolean).map(segment).join("/");

function withQuery(url: string, query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") params.set(name, String(value));
  }
  return params.size > 0 ? `${url}?${params}` : url;
}

export const namespacesUrl = (query?: Query) => withQuery("/", query);

export const namespaceUrl = (namespace: string, query?: Query) => withQuery(`/${segment(namespace)}`, query);

export const repoUrl = (namespace: string, repo: string) => `/${segment(namespace)}/${segment(repo)}`;

function atRef(
  namespace: string,
  repo: string,
  kind: "tree" | "blob" | "raw",
  ref: string,
  path: string,
): string {
  const below = segments(path);
  return `${repoUrl(namespace, repo)}/${kind}/${segments(ref)}${below === "" ? "" : `/${below}`}`;
}

/** A directory; `path` is empty for the root. */
export const treeUrl = (namespace: string, repo: string, ref: string, path = "") =>
  atRef(namespace, repo, "tree", ref, path);

export const blobUrl = (namespace: string, repo: string, ref: string, path: string) =>
  atRef(namespace, repo, "blob", ref, path);

/** The bytes of a file; `download` asks the browser to save them. */
export const rawUrl = (
  namespace: string,
  repo: string,
  ref: string,
  path: string,
  { download = false }: { download?: boolean } = {},
) => `${atRef(namespace, repo, "raw", ref, path)}${download ? "?download" : ""}`;

/** The log of a ref, or of the default branch when none is named. */
export const commitsUrl = (
  namespace: string,
  repo: string,
  ref?: string,
  { page, path }: { page?: number; path?: string } = {},
) =>
  withQuery(`${repoUrl(namespace, repo)}/commits${ref === undefined ? "" : `/${segments(ref)}`}`, {
    path,
    page: page === 1 ? undefined : page,
  });

export const commitUrl = (namespace: string, repo: string, hash: string) =>
  `${repoUrl(namespace, repo)}/commit/${segment(hash)}`;

export const tokensUrl = (namespace: string, repo: string, query?: Query) =>
  withQuery(`${repoUrl(namespace, repo)}/tokens`, query);

export const branchesUrl = (namespace: string, repo: string) => `${repoUrl(namespace, repo)}/branches`;

export const tagsUrl = (namespace: string, repo: string) => `${repoUrl(namespace, repo)}/tags`;

export const settingsUrl = (namespace: string, repo: string) => `${repoUrl(namespace, repo)}/settings`;

// What the pages ask the dashboard's own server: JSON, below `/-/`, where no namespace can be.

export const apiNamespacesUrl = (query?: Query) => withQuery("/-/api/namespaces", query);

export const apiReposUrl = (namespace: string, query?: Query) =>
  withQuery(`/-/api/namespaces/${segment(namespace)}/repos`, query);

export const apiRepoUrl = (namespace: string, repo: string) => `${apiReposUrl(namespace)}/${segment(repo)}`;

export const apiLatestCommitsUrl = (namespace: string, repos: readonly string[]) =>
  `/-/api/namespaces/${segment(namespace)}/latest-commits?${new URLSearchParams(repos.map((repo) => ["repo", repo]))}`;

export const apiForkUrl = (namespace: string, repo: string) => `${apiRepoUrl(namespace, repo)}/fork`;

export const apiImportUrl = (namespace: string, repo: string) => `${apiRepoUrl(namespace, repo)}/import`;

export const apiTokensUrl = (namespace: string, repo: string, query?: Query) =>
  withQuery(`${apiRepoUrl(namespace, repo)}/tokens`, query);

export const apiTokenUrl = (namespace: string, repo: string, id: string) =>
  `${apiTokensUrl(namespace, repo)}/${segment(id)}`;
