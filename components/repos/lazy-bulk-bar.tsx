import { lazyComponent } from "@/components/ui/lazy-component";
import { SelectionBar } from "@/components/ui/selection-bar";
import { countOf } from "@/lib/format/count";
import type { BulkBarProps } from "./bulk-bar";

/** What can be done with the selected repos is loaded with the first that is selected. */
export const LazyBulkBar = lazyComponent<BulkBarProps>(
  () => import("./bulk-bar").then((file) => file.BulkBar),
  ({ selected }) => (
    <SelectionBar label="Selected repos" status={`${countOf(selected.size, "repo")} selected`} />
  ),
);
