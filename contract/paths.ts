/** The REST paths of the reference, below the API's origin and `/client/v4`. Every part is encoded here, once. */

const accountPath = (account: string) => `/accounts/${encodeURIComponent(account)}/artifacts`;

export const namespacesPath = (account: string) => `${accountPath(account)}/namespaces`;

export const namespacePath = (account: string, namespace: string) =>
  `${namespacesPath(account)}/${encodeURIComponent(namespace)}`;

export const reposPath = (account: string, namespace: string) => `${namespacePath(account, namespace)}/repos`;

export const repoPath = (account: string, namespace: string, repo: string) =>
  `${reposPath(account, namespace)}/${encodeURIComponent(repo)}`;

export const repoTokensPath = (account: string, namespace: string, repo: string) =>
  `${repoPath(account, namespace, repo)}/tokens`;

export const tokensPath = (account: string, namespace: string) =>
  `${namespacePath(account, namespace)}/tokens`;

export const tokenPath = (account: string, namespace: string, id: string) =>
  `${tokensPath(account, namespace)}/${encodeURIComponent(id)}`;

/** `kind` is one of the immutable, hash-addressed routes. */
export const objectPath = (
  account: string,
  namespace: string,
  repo: string,
  kind: "commit" | "tree" | "blob",
  hash: string,
) => `${repoPath(account, namespace, repo)}/${kind}/${encodeURIComponent(hash)}`;

export const logPath = (account: string, namespace: string, repo: string) =>
  `${repoPath(account, namespace, repo)}/log`;
