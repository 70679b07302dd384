import { FolderGit2, SearchX } from "lucide-react";
import { BlankSlate } from "@/components/ui/blank-slate";
import { Button } from "@/components/ui/button";
import type { RepoTableState } from "./repo-table-state";

interface NoReposProps {
  namespace: string;
  state: RepoTableState;
  restart: (change: Partial<RepoTableState>) => void;
  onCreate: () => void;
}

/** In the place of rows where there are none: beyond the last page, in a search, or in the namespace. */
export function NoRepos({ namespace, state, restart, onCreate }: NoReposProps) {
  if (state.cursor !== null) {
    return (
      <BlankSlate
        icon={FolderGit2}
        title="Nothing on this page any more"
        action={<Button onClick={() => restart({})}>First page</Button>}
      >
        The repos that stood here have been deleted or renamed, or stand on another page now.
      </BlankSlate>
    );
  }
  if (state.search) {
    return (
      <BlankSlate
        icon={SearchX}
        title="No repo matches"
        action={<Button onClick={() => restart({ search: "" })}>Clear the search</Button>}
      >
        Nothing in <strong className="font-medium text-text">{namespace}</strong> has “{state.search}” in its
        name.
      </BlankSlate>
    );
  }
  return (
    <BlankSlate
      icon={FolderGit2}
      title="No repos yet"
      action={<Button onClick={onCreate}>Create the first repo</Button>}
    >
      <strong className="font-medium text-text">{namespace}</strong> has no repos, or is not there yet: a
      namespace comes into being with its first repo.
    </BlankSlate>
  );
}
