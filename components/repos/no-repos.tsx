import { useQuery } from "@tanstack/react-query";
import { BlankSlate } from "@/components/ui/blank-slate";
import { Button, buttonClass } from "@/components/ui/button";
import { NavLink } from "@/components/ui/nav-link";
import { namespaceQuery } from "@/lib/queries/namespaces";
import { namespacesUrl } from "@/lib/routes";
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
        icon="folder-git-2"
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
        icon="search-x"
        title="No repo matches"
        action={<Button onClick={() => restart({ search: "" })}>Clear the search</Button>}
      >
        Nothing in <strong className="font-medium text-text">{namespace}</strong> has “{state.search}” in its
        name.
      </BlankSlate>
    );
  }
  return <EmptyNamespace namespace={namespace} onCreate={onCreate} />;
}

/** Artifacts answers the list of a namespace that does not exist as that of an empty one. */
function EmptyNamespace({ namespace, onCreate }: Pick<NoReposProps, "namespace" | "onCreate">) {
  const { data: found } = useQuery(namespaceQuery(namespace));
  const name = <strong className="font-medium text-text">{namespace}</strong>;
  const create = <Button onClick={onCreate}>Create the first repo</Button>;
  if (found === null) {
    return (
      <BlankSlate
        icon="search-x"
        title="There is no such namespace"
        action={
          <div className="flex flex-wrap justify-center gap-2">
            {create}
            <NavLink href={namespacesUrl({ all: 1 })} className={buttonClass()}>
              All namespaces
            </NavLink>
          </div>
        }
      >
        Nothing is called {name} here. A namespace comes into being with its first repo.
      </BlankSlate>
    );
  }
  return (
    <BlankSlate icon="folder-git-2" title="No repos yet" action={create}>
      {name} has no repos.
    </BlankSlate>
  );
}
