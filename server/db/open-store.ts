import { randomUUID } from "node:crypto";
import { access, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { Migrator } from "kysely";
import { databaseClock, databaseSize, openPostgres, openSqlite } from "./dialect";
import { type ImportQueries, importQueries } from "./imports";
import { type JobQueries, jobQueries } from "./jobs";
import { migrations } from "./migrations";
import { type NamespaceQueries, namespaceQueries } from "./namespaces";
import { type PublishQueries, publishQueries } from "./publish-rows";
import { type RepoQueries, repoQueries } from "./repos";
import { type SettingQueries, settingQueries } from "./settings";
import { StoreError } from "./store-error";
import { type TokenQueries, tokenQueries } from "./tokens";

/** The rows of the service. Names go in as written; times are unix milliseconds. */
export interface Store {
  /** This process, by a name that no other has: the holder of its jobs, and of what it is about to make or remove. */
  owner: string;
  /** The process that had the data folder before. It is no more, and what it held can be taken over. */
  lastOwner: string | null;
  /** To be called once that is done. */
  forgetLastOwner(): Promise<void>;
  /** Unix milliseconds by the database's clock, for what processes agree on. */
  clock(): Promise<number>;
  namespaces: NamespaceQueries;
  repos: RepoQueries;
  tokens: TokenQueries;
  settings: SettingQueries;
  jobs: JobQueries;
  imports: ImportQueries;
  publishing: PublishQueries;
  /** Cheap at any size: rows are not counted one by one. */
  measure(): Promise<{ namespaces: number; repos: number; sizeBytes: number }>;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** Absolute. */
  dataDir: string;
  /** A PostgreSQL database for the rows. Without one they are in `<dataDir>/vitrine.sqlite`. */
  databaseUrl?: string | null;
}

/** The database and the data folder are not of one service. The message is one line, fit to be printed as it is. */
export class OtherDatabaseError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "OtherDatabaseError";
  }
}

/** Opens the database, making or migrating it. The caller holds the folder's lock. */
export async function openStore({ dataDir, databaseUrl }: StoreOptions): Promise<Store> {
  const file = path.join(dataDir, "vitrine.sqlite");
  const folderId = await readFolderId(dataDir);
  if (databaseUrl && folderId === null && (await exists(file))) {
    throw new OtherDatabaseError(
      `${dataDir} has its rows in vitrine.sqlite; a PostgreSQL database wants a new folder.`,
    );
  }
  if (!databaseUrl && folderId !== null) {
    throw new OtherDatabaseError(`${dataDir} has its rows in PostgreSQL; set ARTIFACTS_DATABASE_URL.`);
  }
  const owner = `process-${randomUUID()}`;
  const { db, close } = databaseUrl ? openPostgres(databaseUrl) : openSqlite(file);
  try {
    const { error } = await new Migrator({ db, provider: migrations }).migrateToLatest();
    if (error !== undefined) throw error;
    if (databaseUrl) await bindFolder(settingQueries(db, owner), dataDir, folderId);
  } catch (error) {
    await db.destroy();
    if (error instanceof OtherDatabaseError) throw error;
    if (error instanceof StoreError && error.kind === "unavailable") {
      throw new Error("The database does not answer.", { cause: error });
    }
    throw new Error("The database could not be brought to this version's schema.", { cause: error });
  }
  return {
    owner,
    lastOwner: await readFile(ownerFile(dataDir), "utf8").catch(() => null),
    forgetLastOwner: () => writeFile(ownerFile(dataDir), owner, { mode: 0o600 }),
    clock: () => databaseClock(db),
    namespaces: namespaceQueries(db),
    repos: repoQueries(db, owner),
    tokens: tokenQueries(db),
    settings: settingQueries(db, owner),
    jobs: jobQueries(db),
    imports: importQueries(db, owner),
    publishing: publishQueries(db),
    async measure() {
      const counted = await db
        .selectFrom("namespaces")
        .select(({ fn }) => [
          fn.countAll<number>().as("namespaces"),
          fn.sum<number | null>("repo_count").as("repos"),
        ])
        .executeTakeFirstOrThrow();
      return {
        namespaces: counted.namespaces,
        repos: Number(counted.repos ?? 0),
        sizeBytes: await databaseSize(db),
      };
    },
    close,
  };
}

/**
 * Ties a PostgreSQL database to the one folder that holds its repos: a second service on the same database would serve
 * repos that it does not have. The folder is marked first; killed in between, the next start marks the database.
 */
async function bindFolder(settings: SettingQueries, dataDir: string, folderId: string | null): Promise<void> {
  const wanted = folderId ?? randomUUID();
  if (folderId === null) {
    if ((await settings.get("data-folder")) !== null) throw otherFolder(dataDir);
    await writeFile(folderIdFile(dataDir), wanted, { mode: 0o600 });
  }
  if ((await settings.setOnce("data-folder", wanted)) !== wanted) throw otherFolder(dataDir);
}

function otherFolder(dataDir: string): OtherDatabaseError {
  return new OtherDatabaseError(`The PostgreSQL database belongs to another data folder than ${dataDir}.`);
}

const ownerFile = (dataDir: string) => path.join(dataDir, "owner");
const folderIdFile = (dataDir: string) => path.join(dataDir, "database-id");

async function readFolderId(dataDir: string): Promise<string | null> {
  const file = folderIdFile(dataDir);
  return (await exists(file)) ? readFile(file, "utf8") : null;
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
