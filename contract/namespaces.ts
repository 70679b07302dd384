import { z } from "zod";
import { namespaceName } from "./names";
import { queryCursor, queryInteger } from "./paging";

export const namespaceInfo = z.object({
  namespace: z.string(),
  repo_count: z.number().int().min(0),
  created_at: z.string(),
  updated_at: z.string(),
});
export type NamespaceInfo = z.infer<typeof namespaceInfo>;

export const createNamespaceRequest = z.object({ namespace: namespaceName });
export type CreateNamespaceRequest = z.infer<typeof createNamespaceRequest>;

export const listNamespacesQuery = z.object({
  limit: queryInteger({ min: 1, max: 200 }).optional(),
  cursor: queryCursor.optional(),
});
export type ListNamespacesQuery = z.infer<typeof listNamespacesQuery>;
