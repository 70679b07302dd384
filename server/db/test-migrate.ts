import { type Kysely, Migrator } from "kysely";
import { migrations } from "./migrations";
import type { Tables } from "./schema";

/** For tests: makes an empty database what a version made whose last migration was this one. */
export async function migrateTo(db: Kysely<Tables>, lastMigration: string): Promise<void> {
  const { error } = await new Migrator({ db, provider: migrations }).migrateTo(lastMigration);
  if (error !== undefined) throw error;
}
