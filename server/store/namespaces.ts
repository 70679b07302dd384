import type { Kysely } from "kysely";
import { nameKey } from "./name-key";
import type { Tables } from "./schema";

export interface NamespaceRow {
  name: string;
  nameKey: string;
  repoCount: number;
  createdAtMs: number;
  updatedAtMs: number;
}

export interface NamespaceQueries {
  find(name: string): Promise<NamespaceRow | null>;
  /** By name, after the key of the last one seen. */
  list(range: { afterKey: string | null; limit: number }): Promise<NamespaceRow[]>;
}

export function namespaceQueries(db: Kysely<Tables>): NamespaceQueries {
  const select = () =>
    db
      .selectFrom("namespaces")
      .select([
        "name",
        "name_key as nameKey",
        "repo_count as repoCount",
        "created_at as createdAtMs",
        "updated_at as updatedAtMs",
      ]);
  return {
    async find(name) {
      return (await select().where("name_key", "=", nameKey(name)).executeTakeFirst()) ?? null;
    },
    async list({ afterKey, limit }) {
      let query = select().orderBy("name_key").limit(limit);
      if (afterKey !== null) query = query.where("name_key", ">", afterKey);
      return query.execute();
    },
  };
}
