import { type Kysely, type Migration, type MigrationProvider, sql } from "kysely";
import { isPostgres, textType } from "./dialect";
import {
  createNameIndexes,
  fillNameIndexes,
  neverPushed,
  numbersPerNamespace,
  placesPerMs,
} from "./name-search";
import { createNamePieces } from "./postgres-name-search";
import type { Tables } from "./schema";

/** Migrations are part of the program, not files found at run time, so that a bundle carries them. */
export const migrations: MigrationProvider = {
  async getMigrations(): Promise<Record<string, Migration>> {
    return {
      "0001-first-tables": { up: createFirstTables },
      "0002-jobs": { up: createJobs },
      "0003-numbers": { up: numberRepos },
      "0004-pending-deletions": { up: renamePendingDeletions },
      "0005-owners": { up: addOwners },
      "0006-progress": { up: addProgress },
      "0007-longer-pieces": { up: indexLongerPieces },
    };
  },
};

async function createFirstTables(db: Kysely<Tables>): Promise<void> {
  const text = textType(db);
  await db.schema
    .createTable("namespaces")
    .addColumn("id", text, (column) => column.primaryKey())
    .addColumn("name", text, (column) => column.notNull())
    .addColumn("name_key", text, (column) => column.notNull().unique())
    .addColumn("repo_count", "bigint", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("updated_at", "bigint", (column) => column.notNull())
    .execute();

  await db.schema
    .createTable("repos")
    .addColumn("id", text, (column) => column.primaryKey())
    .addColumn("namespace_id", text, (column) => column.notNull().references("namespaces.id"))
    .addColumn("name", text, (column) => column.notNull())
    .addColumn("name_key", text, (column) => column.notNull())
    .addColumn("description", text)
    .addColumn("default_branch", text, (column) => column.notNull())
    .addColumn("read_only", "integer", (column) => column.notNull())
    .addColumn("status", text, (column) => column.notNull())
    .addColumn("source", text)
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
    .addColumn("repo_id", text, (column) => column.primaryKey())
    .addColumn("since", "bigint", (column) => column.notNull())
    .execute();

  await db.schema
    .createTable("tokens")
    .addColumn("id", text, (column) => column.primaryKey())
    .addColumn("repo_id", text, (column) => column.notNull().references("repos.id").onDelete("cascade"))
    .addColumn("secret_hash", text, (column) => column.notNull().unique())
    .addColumn("scope", text, (column) => column.notNull())
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
    .addColumn("name", text, (column) => column.primaryKey())
    .addColumn("value", text, (column) => column.notNull())
    .execute();
}

async function createJobs(db: Kysely<Tables>): Promise<void> {
  const text = textType(db);
  await db.schema
    .createTable("jobs")
    .addColumn("id", text, (column) => column.primaryKey())
    .addColumn("kind", text, (column) => column.notNull())
    .addColumn("repo_id", text, (column) => column.notNull())
    .addColumn("state", text, (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("lease_owner", text)
    .addColumn("lease_until", "bigint", (column) => column.notNull())
    .addColumn("fence", "bigint", (column) => column.notNull())
    .addColumn("payload", text, (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("jobs_kind_created_at_id")
    .on("jobs")
    .columns(["kind", "created_at", "id"])
    .execute();
  await db.schema.createIndex("jobs_repo_id").on("jobs").column("repo_id").execute();

  await db.schema
    .createTable("failed_imports")
    .addColumn("namespace_key", text, (column) => column.notNull())
    .addColumn("name_key", text, (column) => column.notNull())
    .addColumn("code", "integer", (column) => column.notNull())
    .addColumn("message", text, (column) => column.notNull())
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("failed_imports_namespace_key_name_key", ["namespace_key", "name_key"])
    .execute();
}

async function numberRepos(db: Kysely<Tables>): Promise<void> {
  for (const column of ["number", "last_repo_number", "last_repo_created_at"]) {
    await db.schema
      .alterTable("namespaces")
      .addColumn(column, "bigint", (added) => added.notNull().defaultTo(0))
      .execute();
  }
  for (const column of ["number", "updated_place", "pushed_place"]) {
    await db.schema
      .alterTable("repos")
      .addColumn(column, "bigint", (added) => added.notNull().defaultTo(0))
      .execute();
  }
  await sql`update namespaces set number = counted.number
    from (select id, row_number() over (order by created_at, id) as number from namespaces) as counted
    where counted.id = namespaces.id`.execute(db);
  await sql`update repos set number = counted.number
    from (
      select repos.id, namespaces.number * ${sql.lit(numbersPerNamespace)}
        + row_number() over (partition by namespace_id order by repos.created_at, repos.id) as number
      from repos join namespaces on namespaces.id = repos.namespace_id
    ) as counted
    where counted.id = repos.id`.execute(db);
  // Of several repos of one millisecond the first ones keep their place; the others follow.
  for (const [place, time] of [
    ["updated_place", "updated_at"],
    ["pushed_place", "last_push_at"],
  ] as const) {
    await sql`update repos set ${sql.ref(place)} = counted.place
      from (
        select id, ${sql.ref(time)} * ${sql.lit(placesPerMs)} - 1
          + row_number() over (partition by ${sql.ref(time)} order by number) as place
        from repos
      ) as counted
      where counted.id = repos.id`.execute(db);
  }
  await sql`update repos set pushed_place = number - ${sql.lit(-neverPushed(0))} where last_push_at = 0`.execute(
    db,
  );
  await sql`update namespaces set
    last_repo_number = coalesce(
      (select max(number) from repos where namespace_id = namespaces.id),
      number * ${sql.lit(numbersPerNamespace)}
    ),
    last_repo_created_at = coalesce(
      (select max(created_at) from repos where namespace_id = namespaces.id), 0
    )`.execute(db);

  for (const field of ["created_at", "updated_at", "last_push_at"]) {
    await db.schema.dropIndex(`repos_namespace_id_${field}_id`).execute();
  }
  await db.schema
    .createIndex("repos_by_number")
    .unique()
    .on("repos")
    .columns(["namespace_id", "number", "name_key"])
    .execute();
  for (const place of ["updated_place", "pushed_place"]) {
    await db.schema
      .createIndex(`repos_by_${place}`)
      .on("repos")
      .columns(["namespace_id", place, "number"])
      .execute();
  }
  await createNameIndexes(db);
}

async function renamePendingDeletions(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable("doomed_repos").renameTo("pending_deletions").execute();
}

async function addOwners(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable("pending_deletions").addColumn("owner", textType(db)).execute();
  await db.schema.alterTable("jobs").addColumn("again_at", "bigint").execute();
}

async function addProgress(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable("jobs").addColumn("progress", textType(db)).execute();
}

/** Fills the indexes of names for the first time, or anew where they hold short pieces only. */
async function indexLongerPieces(db: Kysely<Tables>): Promise<void> {
  if (isPostgres(db)) await createNamePieces(db);
  else await fillNameIndexes(db);
}
