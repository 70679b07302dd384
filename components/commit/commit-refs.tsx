import { StaticName } from "@/components/names/static-name";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import type { RepoRefs } from "@/lib/git/refs";
import { refUrlNames } from "@/lib/reading/ref-url-names";
import { treeUrl } from "@/lib/routes";

interface CommitRefsProps {
  namespace: string;
  repo: string;
  refs: RepoRefs;
  hash: string;
}

/** More than these are counted. */
const shownMax = 20;

/** The branches and tags that point at a commit. */
export function CommitRefs({ namespace, repo, refs, hash }: CommitRefsProps) {
  const names = refUrlNames(refs);
  const pointing = [
    ...refs.branches
      .filter((branch) => branch.hash === hash)
      .map(({ name }) => ({ icon: "git-branch", name, url: names.branch(name) }) as const),
    ...refs.tags
      .filter((tag) => tag.commitHash === hash)
      .map(({ name }) => ({ icon: "tag", name, url: names.tag(name) }) as const),
  ];
  if (pointing.length === 0) return null;
  return (
    <ul aria-label="Branches and tags here" className="commit-refs">
      {pointing.slice(0, shownMax).map(({ icon, name, url }) => (
        <li key={`${icon} ${name}`}>
          <NavLink href={treeUrl(namespace, repo, url)}>
            <Icon name={icon} size={14} />
            <StaticName>{name}</StaticName>
          </NavLink>
        </li>
      ))}
      {pointing.length > shownMax ? <li>and {pointing.length - shownMax} more</li> : null}
    </ul>
  );
}
