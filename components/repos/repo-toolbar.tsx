import { CreateRepoButton } from "@/components/new-repo/create-repo-button";
import { ImportRepoButton } from "@/components/new-repo/import-repo-button";
import { buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { inventoryUrl, namespaceUrl } from "@/lib/routes";
import { firstPageOf } from "./repo-pager";
import { RepoSearch } from "./repo-search";
import { formatRepoTableState, type OptionalColumn } from "./repo-table-state";
import { TableOptions } from "./table-options";
import type { RepoList } from "./use-repo-list";

interface RepoToolbarProps {
  namespace: string;
  list: RepoList;
  /** Those that show. */
  columns: readonly OptionalColumn[];
  /** Leads from the search into the rows. */
  onArrowDown: () => void;
  isCreating: boolean;
  onCreating: (isCreating: boolean) => void;
}

export function RepoToolbar({
  namespace,
  list,
  columns,
  onArrowDown,
  isCreating,
  onCreating,
}: RepoToolbarProps) {
  const { state, restart, redraw } = list;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <h1 className="mr-auto text-20 font-semibold">Repos</h1>
      <NavLink href={inventoryUrl(namespace)} className={buttonClass()}>
        <Icon name="key-round" />
        Live tokens
      </NavLink>
      <RepoSearch
        value={state.search}
        onSearch={(search) => restart({ search }, "replace")}
        onArrowDown={onArrowDown}
        action={namespaceUrl(namespace)}
        fields={formatRepoTableState({ ...firstPageOf(state), search: "" })}
      />
      <TableOptions
        state={state}
        columns={columns}
        onChange={(change, { restarts = false } = {}) =>
          restarts ? restart(change, "replace") : redraw(change)
        }
      />
      <ImportRepoButton namespace={namespace} />
      <CreateRepoButton namespace={namespace} open={isCreating} onOpenChange={onCreating} />
    </div>
  );
}
