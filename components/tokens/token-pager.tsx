import { Button } from "@/components/ui/button";
import { countOf } from "@/lib/format/count";
import { tokensSortedMax } from "@/lib/queries/tokens";
import type { TokenList } from "./use-token-list";

interface TokenPagerProps {
  list: TokenList;
  totalPages: number;
}

/** How many there are, how far they are sorted, and the ways to the pages before and after. */
export function TokenPager({ list, totalPages }: TokenPagerProps) {
  const { state, all, total, show } = list;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 text-13 text-text-muted">
      <p role="status" className="min-w-0">
        {total === null ? `Page ${state.page}` : countOf(total, "token")}
        {total !== null && totalPages > 1 ? `, page ${state.page} of ${totalPages}` : ""}
        {state.sort === null || totalPages <= 1 ? "" : sortedWords(list)}
      </p>
      <div className="flex gap-2">
        {state.sort !== null && all.isError ? (
          <Button size="sm" onClick={() => all.refetch()}>
            Sort again
          </Button>
        ) : null}
        {state.page > 1 ? (
          <Button size="sm" onClick={() => show({ ...state, page: state.page - 1 })}>
            Previous
          </Button>
        ) : null}
        {state.page < totalPages ? (
          <Button size="sm" onClick={() => show({ ...state, page: state.page + 1 })}>
            Next
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function sortedWords({ isAllSortable, isSorting, all }: TokenList): string {
  if (!isAllSortable) {
    return `. Sorted within this page: Artifacts sorts no tokens, and here it is done for up to ${tokensSortedMax}. Show one state to have fewer.`;
  }
  if (isSorting) return ". Sorting all of them…";
  return all.isError ? ". Not all of them could be read to sort them." : ". All of them are sorted.";
}
