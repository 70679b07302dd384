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
  kind: "tree" | "blob" | "raw" | `archive/${string}`,
  ref: string,
  path: string,
): string {
  const below = segments(path);
  return `${repoUrl(namespace, repo)}/${kind}/${segments(ref)}${below === "" ? "" : `/${below}`}`;
}

/** A directory; `path` is empty for the root. */
export const treeUrl = (namespace: string, repo: string, ref: string, path = "") =>
  atRef(namespace, repo, "tree", ref, path);

/** A file; `view`, `lang` (a language's id) and `encoding` are left out where they are what the page chooses itself. */
export const blobUrl = (
  namespace: string,
  repo: string,
  ref: string,
  path: string,
  query?: { view?: "code" | "preview"; lang?: string; encoding?: string | undefined },
) => withQuery(atRef(namespace, repo, "blob", ref, path), query);

/** The bytes of a file; `download` asks the browser to save them, `draw` to draw an SVG that is too heavy otherwise. */
export const rawUrl = (
  namespace: string,
  repo: string,
  ref: string,
  path: string,
  { download = false, draw = false }: { download?: boolean; draw?: boolean } = {},
) => `${atRef(namespace, repo, "raw", ref, path)}${download ? "?download" : draw ? "?draw" : ""}`;

/** A directory as an archive; `path` is empty for all of the ref. */
export const archiveUrl = (
  namespace: string,
  repo: string,
  format: "zip" | "tar.gz",
  ref: string,
  path = "",
) => atRef(namespace, repo, `archive/${format}`, ref, path);

/** The log of a ref, or of the default branch when none is named; `messages` shows each message whole, the rest of `query` is its filter. */
export const commitsUrl = (
  namespace: string,
  repo: string,
  ref?: string,
  { page, ...query }: Query & { page?: number | undefined } = {},
) =>
  withQuery(`${repoUrl(namespace, repo)}/commits${ref === undefined ? "" : `/${segments(ref)}`}`, {
    ...query,
    page: page === 1 ? undefined : page,
  });

/** One commit and what it changed; `query` says how that is shown. */
export const commitUrl = (namespace: string, repo: string, hash: string, query?: Query) =>
  withQuery(`${repoUrl(namespace, repo)}/commit/${segment(hash)}`, query);

/** The same as plain text, for `git apply` and for `git am`. */
export const commitTextUrl = (namespace: string, repo: string, hash: string, kind: "diff" | "patch") =>
  `${commitUrl(namespace, repo, hash)}.${kind}`;

/** Go to file: every path of a ref. */
export const findUrl = (namespace: string, repo: string, ref: string, query?: Query) =>
  withQuery(`${repoUrl(namespace, repo)}/find/${segments(ref)}`, query);

/** Search in the files of a ref. */
export const searchUrl = (namespace: string, repo: string, ref: string, query?: Query) =>
  withQuery(`${repoUrl(namespace, repo)}/search/${segments(ref)}`, query);

export const tokensUrl = (namespace: string, repo: string, query?: Query) =>
  withQuery(`${repoUrl(namespace, repo)}/tokens`, query);

export const branchesUrl = (namespace: string, repo: string, query?: Query) =>
  withQuery(`${repoUrl(namespace, repo)}/branches`, query);

export const tagsUrl = (namespace: string, repo: string, query?: Query) =>
  withQuery(`${repoUrl(namespace, repo)}/tags`, query);

export const settingsUrl = (namespace: string, repo: string) => `${repoUrl(namespace, repo)}/settings`;

/** Many addresses at once. */
export const importManyUrl = (namespace: string) => `${namespaceUrl(namespace)}/-/import`;
/** Every live token of a namespace. */
export const inventoryUrl = (namespace: string, query?: Query) =>
  withQuery(`${namespaceUrl(namespace)}/-/tokens`, query);

/** Where a leaked token is pasted: the whole of it is in the page, never in the address. */
export const leakUrl = () => "/-/leak";
export const healthUrl = () => "/-/healthz";
/** Looking for tokens in a repo's files, or in the default branch of every repo of a namespace. */
export const scanUrl = (namespace: string, repo: string, query?: Query) =>
  withQuery(`${repoUrl(namespace, repo)}/scan`, query);
export const scanNamespaceUrl = (namespace: string) => `${namespaceUrl(namespace)}/-/scan`;

/** Another site's image, fetched by this server. */
export const externalImageUrl = (signature: string, address: string) =>
  `/-/image/${segment(signature)}/${segment(address)}`;

/** The document in which diagrams are drawn, and the library that draws them. */
export const diagramFrameUrl = () => "/-/diagram";
export const diagramScriptUrl = (version: string) => `/-/diagram/${segment(version)}/mermaid.esm.min.mjs`;

// What the pages ask the dashboard's own server: JSON, below `/-/`, where no namespace can be.

export const apiNamespacesUrl = (query?: Query) => withQuery("/-/api/namespaces", query);

export const apiNamespaceUrl = (namespace: string) => `/-/api/namespaces/${segment(namespace)}`;
/** The calls to Artifacts behind a page, by the id of its request. */
export const apiCallsUrl = (request: string) => `/-/api/calls/${segment(request)}`;
export const apiLanguagesUrl = () => "/-/api/languages";

export const apiReposUrl = (namespace: string, query?: Query) =>
  withQuery(`/-/api/namespaces/${segment(namespace)}/repos`, query);

export const apiRepoUrl = (namespace: string, repo: string) => `${apiReposUrl(namespace)}/${segment(repo)}`;

export const apiLatestCommitsUrl = (namespace: string, repos: readonly string[]) =>
  `/-/api/namespaces/${segment(namespace)}/latest-commits?${new URLSearchParams(repos.map((repo) => ["repo", repo]))}`;

export const apiForkUrl = (namespace: string, repo: string) => `${apiRepoUrl(namespace, repo)}/fork`;

export const apiForksUrl = (namespace: string, repo: string) => `${apiRepoUrl(namespace, repo)}/forks`;

export const apiImportUrl = (namespace: string, repo: string) => `${apiRepoUrl(namespace, repo)}/import`;

export const apiImportPreflightUrl = () => "/-/api/import-preflight";

export const apiTokensUrl = (namespace: string, repo: string, query?: Query) =>
  withQuery(`${apiRepoUrl(namespace, repo)}/tokens`, query);

export const apiTokenUrl = (namespace: string, repo: string, id: string) =>
  `${apiTokensUrl(namespace, repo)}/${segment(id)}`;

/** Ends the write token that a repo came with; `endsAt` in unix seconds, as its plaintext says. */
export const apiInitialTokenUrl = (namespace: string, repo: string, endsAt: number | null) =>
  withQuery(`${apiRepoUrl(namespace, repo)}/initial-token`, { ends: endsAt });

export const apiProbeUrl = (namespace: string, repo: string) => `${apiRepoUrl(namespace, repo)}/probe`;

export const apiActivityUrl = (namespace: string, repo: string, query: { since: number; until: number }) =>
  withQuery(`${apiRepoUrl(namespace, repo)}/activity`, query);

export const apiFindLeakUrl = () => "/-/api/leaks/find";

export const apiScanUrl = () => "/-/api/leaks/scan";
/** As the two above, for a token that lies in a file: the file is named, not the token. */
export const apiFindPlaceUrl = () => "/-/api/leaks/scan/find";
export const apiProbePlaceUrl = () => "/-/api/leaks/scan/probe";

/** Every path below a tree, as NDJSON. */
export const apiPathsUrl = (namespace: string, repo: string, treeHash: string, query?: Query) =>
  withQuery(`${apiRepoUrl(namespace, repo)}/paths/${segment(treeHash)}`, query);

/** What a search finds below a tree, as NDJSON. */
export const apiSearchUrl = (namespace: string, repo: string, treeHash: string, query?: Query) =>
  withQuery(`${apiRepoUrl(namespace, repo)}/search/${segment(treeHash)}`, query);

export const apiChainUrl = (namespace: string, repo: string, commitHash: string, path: string) =>
  withQuery(`${apiRepoUrl(namespace, repo)}/chain/${segment(commitHash)}`, { path });

export const apiRefsUrl = (namespace: string, repo: string) => `${apiRepoUrl(namespace, repo)}/refs`;

/** The latest commit of each hash, and with `base` how far it has gone ahead of it and fallen behind. */
export const apiRefDetailsUrl = (
  namespace: string,
  repo: string,
  { base, heads }: { base?: string; heads: readonly string[] },
) =>
  `${apiRepoUrl(namespace, repo)}/ref-details?${new URLSearchParams([
    ...(base === undefined ? [] : [["base", base]]),
    ...heads.map((head) => ["head", head]),
  ])}`;

export const apiTagMessagesUrl = (namespace: string, repo: string, tags: readonly string[]) =>
  `${apiRepoUrl(namespace, repo)}/tag-messages?${new URLSearchParams(tags.map((tag) => ["tag", tag]))}`;

export const apiLastChangedUrl = (
  namespace: string,
  repo: string,
  query: { commit: string; path: string; entry?: string; commits: number },
) => withQuery(`${apiRepoUrl(namespace, repo)}/last-changed`, query);

/** More rows of a directory. */
export const apiEntriesUrl = (
  namespace: string,
  repo: string,
  query: { ref: string; tree: string; path: string; from: number },
) => withQuery(`${apiRepoUrl(namespace, repo)}/entries`, query);

/** Any two refs compared: `range` is `base...head`; without one the page asks. */
export const compareUrl = (namespace: string, repo: string, range?: string, query?: Query) =>
  withQuery(`${repoUrl(namespace, repo)}/compare${range === undefined ? "" : `/${segments(range)}`}`, query);

/** The same as plain text, for `git apply` and for `git am`. */
export const compareTextUrl = (namespace: string, repo: string, range: string, kind: "diff" | "patch") =>
  `${compareUrl(namespace, repo, range)}.${kind}`;

/** What has changed in a file between two commits; the file itself stands behind it, as `changeQuery` says it. By hash, so it never changes. */
export const apiChangesUrl = (
  namespace: string,
  repo: string,
  { head, ...query }: { head: string } & Record<string, string | null>,
) => withQuery(`${apiRepoUrl(namespace, repo)}/changes`, { head, ...query });

/** What the message of a commit says below its subject; by hash, so it never changes. */
export const apiMessageUrl = (namespace: string, repo: string, hash: string) =>
  `${apiRepoUrl(namespace, repo)}/messages/${segment(hash)}`;

/** One level of a tree; by hash, so it never changes. */
export const apiTreeUrl = (namespace: string, repo: string, hash: string) =>
  `${apiRepoUrl(namespace, repo)}/trees/${segment(hash)}`;

export const apiInventoryUrl = (namespace: string) => `${apiNamespaceUrl(namespace)}/inventory`;
