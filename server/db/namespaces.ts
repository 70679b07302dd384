import { randomBytes } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { locked, transact } from "./dialect";
import { canBeName, nameKey } from "./name-key";
import { numbersPerNamespace } from "./name-search";
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
  /** False when there is one of that name. */
  insert(name: string, atMs: number): Promise<boolean>;
  /** Removes a namespace that holds no repo. */
  removeEmpty(name: string): Promise<"removed" | "missing" | "not-empty">;
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
      if (!canBeName(name)) return null;
      return (await select().where("name_key", "=", nameKey(name)).executeTakeFirst()) ?? null;
    },
    async list({ afterKey, limit }) {
      let query = select().orderBy("name_key").limit(limit);
      if (afterKey !== null) query = query.where("name_key", ">", afterKey);
      return query.execute();
    },
    insert: (name, atMs) => insertNamespace(db, name, atMs),
    async removeEmpty(name) {
      if (!canBeName(name)) return "missing";
      return transact(db, async (tx) => {
        const found = await locked(
          tx,
          tx.selectFrom("namespaces").select(["id", "repo_count"]).where("name_key", "=", nameKey(name)),
        ).executeTakeFirst();
        if (found === undefined) return "missing";
        if (found.repo_count > 0) return "not-empty";
        await tx.deleteFrom("namespaces").where("id", "=", found.id).execute();
        return "removed";
      });
    },
  };
}

/** False, and nothing changed, when there is a namespace of that name. */
export async function insertNamespace(db: Kysely<Tables>, name: string, atMs: number): Promise<boolean> {
  const next = sql<number>`coalesce((select max(number) from namespaces), 0) + 1`;
  const inserted = await db
    .insertInto("namespaces")
    .values({
      id: `ns_${randomBytes(13).toString("hex")}`,
      name,
      name_key: nameKey(name),
      repo_count: 0,
      number: next,
      last_repo_number: sql<number>`(${next}) * ${sql.lit(numbersPerNamespace)}`,
      last_repo_created_at: 0,
      created_at: atMs,
      updated_at: atMs,
    })
    .onConflict((conflict) => conflict.column("name_key").doNothing())
    .returning("id")
    .executeTakeFirst();
  return inserted !== undefined;
}
