import { lazyComponent } from "@/components/ui/lazy-component";
import { SelectionBar } from "@/components/ui/selection-bar";
import { countOf } from "@/lib/format/count";
import type { TokenBulkBarProps } from "./token-bulk-bar";

/** What can be done with the selected tokens is loaded with the first that is selected. */
export const LazyTokenBulkBar = lazyComponent<TokenBulkBarProps>(
  () => import("./token-bulk-bar").then((file) => file.TokenBulkBar),
  ({ selected }) => (
    <SelectionBar label="Selected tokens" status={`${countOf(selected.size, "token")} selected`} />
  ),
);
