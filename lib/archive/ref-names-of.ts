import "server-only";
import type { RepoRefs } from "@/lib/git/refs";

/** The refs that lead to a commit as `git log` decorates it with them: HEAD, tags, branches. */
export function refNamesOf(refs: RepoRefs, commitHash: string): string[] {
  const branches = refs.branches.filter(({ hash }) => hash === commitHash).map(({ name }) => name);
  const tags = refs.tags.filter((tag) => tag.commitHash === commitHash).map(({ name }) => `tag: ${name}`);
  const others = branches.filter((name) => name !== refs.head);
  const head =
    others.length < branches.length ? [`HEAD -> ${refs.head}`] : refs.headHash === commitHash ? ["HEAD"] : [];
  return [...head, ...tags.toSorted().toReversed(), ...others.toSorted().toReversed()];
}
