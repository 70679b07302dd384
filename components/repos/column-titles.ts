import type { OptionalColumn } from "./repo-table-state";

export const columnTitles: Record<OptionalColumn, string> = {
  source: "Source",
  default_branch: "Default branch",
  created_at: "Created",
  updated_at: "Updated",
  last_push_at: "Last push",
};
