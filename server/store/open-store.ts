import path from "node:path";
import { Kysely, Migrator, SqliteDialect } from "kysely";
import Database from "libsql";
import { migrations } from "./migrations";
import { type NamespaceQueries, namespaceQueries } from "./namespaces";
import { type RepoQueries, repoQueries } from "./repos";
import type { Tables } from "./schema";
import { type SettingQueries, settingQueries } from "./settings";
import { type TokenQueries, tokenQueries } from "./tokens";

/** The rows of the service. Names go in as written; times are unix milliseconds. */
export interface Store {
  namespaces: NamespaceQueries;
  repos: RepoQueries;
  tokens: TokenQueries;
  settings: SettingQueries;
  close(): Promise<void>;
}

/** Opens `<dataDir>/vitrine.sqlite`, making or migrating it. The caller holds the folder's lock. */
export async function openStore({ dataDir }: { dataDir: string }): Promise<Store> {
  const database = new Database(path.join(dataDir, "vitrine.sqlite"), { timeout: 5000 });
  database.exec("PRAGMA foreign_keys = ON");
  database.exec("PRAGMA busy_timeout = 5000");
  database.exec("PRAGMA journal_mode = WAL");
  // In WAL mode only FULL syncs at each commit: what was acknowledged survives a power loss.
  database.exec("PRAGMA synchronous = FULL");
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
  try {
    const { error } = await new Migrator({ db, provider: migrations }).migrateToLatest();
    if (error !== undefined) throw error;
  } catch (error) {
    await db.destroy();
    throw new Error("The database could not be brought to this version's schema.", { cause: error });
  }
  return {
    namespaces: namespaceQueries(db),
    repos: repoQueries(db),
    tokens: tokenQueries(db),
    settings: settingQueries(db),
    async close() {
      // Folds the write-ahead log into the database: after a clean end, one file holds everything.
      database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      await db.destroy();
    },
  };
}
