import type { Kysely, Migration, MigrationProvider } from "kysely";
import type { Tables } from "./schema";

/** Migrations are part of the program, not files found at run time, so that a bundle carries them. */
export const migrations: MigrationProvider = {
  async getMigrations(): Promise<Record<string, Migration>> {
    return { "0001-first-tables": { up: createFirstTables } };
  },
};

async function createFirstTables(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable("namespaces")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("name_key", "text", (column) => column.notNull().unique())
    .addColumn("repo_count", "bigint", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("updated_at", "bigint", (column) => column.notNull())
    .execute();

  await db.schema
    .createTable("repos")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("namespace_id", "text", (column) => column.notNull().references("namespaces.id"))
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("name_key", "text", (column) => column.notNull())
    .addColumn("description", "text")
    .addColumn("default_branch", "text", (column) => column.notNull())
    .addColumn("read_only", "integer", (column) => column.notNull())
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("source", "text")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("updated_at", "bigint", (column) => column.notNull())
    .addColumn("last_push_at", "bigint", (column) => column.notNull())
    // Also the index of the sort by name, and its own tie-breaker.
    .addUniqueConstraint("repos_namespace_id_name_key", ["namespace_id", "name_key"])
    .execute();
  for (const field of ["created_at", "updated_at", "last_push_at"] as const) {
    await db.schema
      .createIndex(`repos_namespace_id_${field}_id`)
      .on("repos")
      .columns(["namespace_id", field, "id"])
      .execute();
  }

  await db.schema
    .createTable("doomed_repos")
    .addColumn("repo_id", "text", (column) => column.primaryKey())
    .addColumn("since", "bigint", (column) => column.notNull())
    .execute();

  await db.schema
    .createTable("tokens")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("repo_id", "text", (column) => column.notNull().references("repos.id").onDelete("cascade"))
    .addColumn("secret_hash", "text", (column) => column.notNull().unique())
    .addColumn("scope", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .addColumn("revoked_at", "bigint")
    .execute();
  await db.schema
    .createIndex("tokens_repo_id_created_at_id")
    .on("tokens")
    .columns(["repo_id", "created_at", "id"])
    .execute();

  await db.schema
    .createTable("settings")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("value", "text", (column) => column.notNull())
    .execute();
}
