import type { RepoRefs } from "@/lib/git/refs";
import type { RefNames } from "@/lib/wire/answers";
import { refUrlNames } from "./ref-url-names";

const naturally = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

type Refs = Pick<RepoRefs, "head" | "branches" | "tags">;

/** The default branch first, then by name as a person would order them. */
export function branchesInOrder(refs: Refs): RepoRefs["branches"] {
  const rank = (name: string) => (name === refs.head ? 0 : 1);
  return refs.branches.toSorted((a, b) => rank(a.name) - rank(b.name) || naturally.compare(a.name, b.name));
}

/** Versions upside down, so that the newest comes first: `v1.10` before `v1.9`. */
export function tagsInOrder(refs: Refs): RepoRefs["tags"] {
  return refs.tags.toSorted((a, b) => naturally.compare(b.name, a.name));
}

/** What a picker lists, each as URLs spell it. */
export function refNamesOf(refs: Refs): RefNames {
  const spell = refUrlNames(refs);
  return {
    branches: branchesInOrder(refs).map(({ name }) => spell.branch(name)),
    tags: tagsInOrder(refs).map(({ name }) => spell.tag(name)),
  };
}
