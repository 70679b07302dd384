/** Apart from the schemas that are made of them, for pages that carry no library of schemas. */
export const repoStatuses = ["ready", "creating", "importing", "forking"] as const;
export const repoSortFields = ["created_at", "updated_at", "last_push_at", "name"] as const;
export const sortDirections = ["asc", "desc"] as const;
