import type { NamespaceInfo } from "@/contract/namespaces";
import type { NamespaceRow } from "@/server/db/namespaces";

export function describeNamespace(row: NamespaceRow): NamespaceInfo {
  return {
    namespace: row.name,
    repo_count: row.repoCount,
    created_at: new Date(row.createdAtMs).toISOString(),
    updated_at: new Date(row.updatedAtMs).toISOString(),
  };
}
