import { type ChangeEvent, useCallback, useRef, useState } from "react";
import { chosenRow } from "@/components/ui/chosen-row";
import type { RepoWithRemote } from "@/contract/repos";
import { rowsBetween, type Selection, withRepos } from "./repo-selection";

/** The repos that are selected, also those of other pages; a range is taken from `rows`. */
export function useRepoSelection(rows: readonly RepoWithRemote[]) {
  const [selected, setSelected] = useState<Selection>(new Map());
  const lastChosen = useRef<string | null>(null);
  const selectRow = useCallback(
    (event: ChangeEvent<HTMLInputElement>) => {
      const { at, isSelected, isRange } = chosenRow(event);
      const repo = rows[at];
      if (repo === undefined) return;
      const which = isRange ? rowsBetween(rows, lastChosen.current, repo) : [repo];
      lastChosen.current = repo.id;
      setSelected((before) => withRepos(before, which, isSelected));
    },
    [rows],
  );
  return {
    selected,
    selectRow,
    selectPage: (isSelected: boolean) => setSelected(withRepos(selected, rows, isSelected)),
    selectOnly: (repos: readonly RepoWithRemote[]) =>
      setSelected(new Map(repos.map((repo) => [repo.id, repo]))),
  };
}
