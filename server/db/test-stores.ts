import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openStore, type Store } from "./open-store";
import { startTestPostgres, type TestPostgres } from "./test-postgres";

/** An empty database of one kind, which can be opened again and again. */
export interface TestStore {
  open(): Promise<Store>;
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

async function inNewFolder(open: (dataDir: string) => Promise<Store>): Promise<TestStore> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "vitrine-store-"));
  return {
    open: () => open(dataDir),
    remove: () => rm(dataDir, { recursive: true, force: true }),
  };
}

const sqliteKind: StoreKind = {
  name: "SQLite",
  missing: null,
  make: () => inNewFolder((dataDir) => openStore({ dataDir })),
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
      return inNewFolder((dataDir) => openStore({ dataDir, databaseUrl }));
    },
    newDatabase: () => postgres.newDatabase(),
    stop: () => postgres.stop(),
  };
}
