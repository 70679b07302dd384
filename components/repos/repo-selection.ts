import type { RepoWithRemote } from "@/contract/repos";

/** By id, beside the list: what moves underneath changes nothing, and it stays from page to page. */
export type Selection = ReadonlyMap<string, RepoWithRemote>;

export function withRepos(
  selection: Selection,
  repos: readonly RepoWithRemote[],
  isSelected: boolean,
): Selection {
  const next = new Map(selection);
  for (const repo of repos) {
    if (isSelected) next.set(repo.id, repo);
    else next.delete(repo.id);
  }
  return next;
}

/** The rows from one to another, both included, whichever stands first; the second alone when the first is not shown. */
export function rowsBetween(
  rows: readonly RepoWithRemote[],
  fromId: string | null,
  to: RepoWithRemote,
): readonly RepoWithRemote[] {
  const from = rows.findIndex((repo) => repo.id === fromId);
  const end = rows.findIndex((repo) => repo.id === to.id);
  return from < 0 || end < 0 ? [to] : rows.slice(Math.min(from, end), Math.max(from, end) + 1);
}

export function pageSelection(
  selection: Selection,
  rows: readonly RepoWithRemote[],
): "all" | "some" | "none" {
  const count = rows.filter((repo) => selection.has(repo.id)).length;
  if (count === 0) return "none";
  return count === rows.length ? "all" : "some";
}
