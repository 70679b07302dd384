import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type OpenDatabase, openPostgres, openSqlite } from "./dialect";
import { openStore, type Store } from "./open-store";
import { startTestPostgres, type TestPostgres } from "./test-postgres";

/** An empty database of one kind, which can be opened again and again. */
export interface TestStore {
  open(): Promise<Store>;
  /** The database alone, without tables where the store was never opened. */
  openDatabase(): OpenDatabase;
  remove(): Promise<void>;
}

interface StoreKind {
  name: string;
  /** Why it cannot be had here. */
  missing: string | null;
  make(): Promise<TestStore>;
  newDatabase?(): Promise<string>;
  stop(): Promise<void>;
}

/** Both kinds of store, for `describe.each`; PostgreSQL's server runs until `stop`. */
export async function storeKinds(): Promise<StoreKind[]> {
  const postgres = await startTestPostgres();
  return [sqliteKind, postgresKind(postgres)];
}

async function inNewFolder(
  open: (dataDir: string) => Promise<Store>,
  openDatabase: (dataDir: string) => OpenDatabase,
): Promise<TestStore> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "vitrine-store-"));
  return {
    open: () => open(dataDir),
    openDatabase: () => openDatabase(dataDir),
    remove: () => rm(dataDir, { recursive: true, force: true }),
  };
}

const sqliteKind: StoreKind = {
  name: "SQLite",
  missing: null,
  make: () =>
    inNewFolder(
      (dataDir) => openStore({ dataDir }),
      (dataDir) => openSqlite(path.join(dataDir, "vitrine.sqlite")),
    ),
  stop: async () => {},
};

function postgresKind(postgres: TestPostgres | string): StoreKind {
  if (typeof postgres === "string") {
    return {
      name: `PostgreSQL (skipped: ${postgres})`,
      missing: postgres,
      make: () => Promise.reject(new Error(postgres)),
      stop: async () => {},
    };
  }
  return {
    name: "PostgreSQL",
    missing: null,
    async make() {
      const databaseUrl = await postgres.newDatabase();
      return inNewFolder(
        (dataDir) => openStore({ dataDir, databaseUrl }),
        () => openPostgres(databaseUrl),
      );
    },
    newDatabase: () => postgres.newDatabase(),
    stop: () => postgres.stop(),
  };
}
