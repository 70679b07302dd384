import {
  branchesUrl,
  commitsUrl,
  importManyUrl,
  inventoryUrl,
  leakUrl,
  namespacesUrl,
  namespaceUrl,
  repoUrl,
  settingsUrl,
  tagsUrl,
  tokensUrl,
} from "@/lib/routes";

/** Pages that belong to where one is. */
export function listPlaces({
  namespace,
  repo,
}: {
  namespace?: string;
  repo?: string;
}): { label: string; href: string }[] {
  const ofRepo =
    namespace && repo
      ? [
          { label: `Code of ${repo}`, href: repoUrl(namespace, repo) },
          { label: `Commits of ${repo}`, href: commitsUrl(namespace, repo) },
          { label: `Branches of ${repo}`, href: branchesUrl(namespace, repo) },
          { label: `Tags of ${repo}`, href: tagsUrl(namespace, repo) },
          { label: `Tokens of ${repo}`, href: tokensUrl(namespace, repo) },
          { label: `New token of ${repo}`, href: tokensUrl(namespace, repo, { new: 1 }) },
          { label: `Settings of ${repo}`, href: settingsUrl(namespace, repo) },
        ]
      : [];
  const ofNamespace = namespace
    ? [
        { label: `Repos of ${namespace}`, href: namespaceUrl(namespace) },
        { label: `New repo in ${namespace}`, href: namespaceUrl(namespace, { new: 1 }) },
        { label: `Import many repos into ${namespace}`, href: importManyUrl(namespace) },
        { label: `Live tokens of ${namespace}`, href: inventoryUrl(namespace) },
      ]
    : [];
  return [
    ...ofRepo,
    ...ofNamespace,
    { label: "All namespaces", href: `${namespacesUrl()}?all` },
    { label: "Find a leaked token", href: leakUrl() },
  ];
}
