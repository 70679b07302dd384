import { saveFile } from "@/components/ui/save-file";
import type { RepoWithRemote } from "@/contract/repos";
import { toCsv } from "@/lib/format/export-table";

const columns = [
  "name",
  "description",
  "default_branch",
  "read_only",
  "status",
  "source",
  "created_at",
  "updated_at",
  "last_push_at",
  "remote",
  "id",
] as const;

/** Hands the list to the browser as a file. */
export function saveRepos(format: "csv" | "json", namespace: string, repos: readonly RepoWithRemote[]): void {
  const text = format === "csv" ? toCsv(repos, columns) : `${JSON.stringify(repos, null, 2)}\n`;
  saveFile(`${namespace}-repos`, format, text);
}
