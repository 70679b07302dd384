import { NavLink } from "@/components/ui/nav-link";
import { parseSource } from "@/contract/repo-source";
import type { RepoWithRemote } from "@/contract/repos";
import { compareUrl } from "@/lib/routes";

/** From a fork to what it has changed of its source, default branch against default branch. */
export function CompareLink({ namespace, repo }: { namespace: string; repo: RepoWithRemote }) {
  const source = repo.source === null ? null : parseSource(repo.source);
  if (source?.kind !== "fork") return null;
  const other = source.namespace === namespace ? source.repo : `${source.namespace}/${source.repo}`;
  return (
    <NavLink
      href={compareUrl(namespace, repo.name, `${other}:...`)}
      title="Compare the default branch with that of the source"
      className="ml-2 underline hover:text-text"
    >
      Compare
    </NavLink>
  );
}
