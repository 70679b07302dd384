import path from "node:path";
import Database from "libsql";

/** Another process holds the data folder. */
export class DataDirInUseError extends Error {
  constructor(dataDir: string) {
    super(`The data folder ${dataDir} is in use by another process.`);
    this.name = "DataDirInUseError";
  }
}

export interface DataDirLock {
  release(): void;
}

/**
 * Takes the data folder for this process. The lock is the operating system's, on a SQLite file held in an exclusive
 * transaction: it ends with the process however that ends, so a kill -9 leaves nothing to clean up.
 */
export function lockDataDir(dataDir: string): DataDirLock {
  const database = new Database(path.join(dataDir, "lock.sqlite"), { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (isBusy(error)) throw new DataDirInUseError(dataDir);
    throw error;
  }
  return {
    release() {
      if (!database.open) return;
      database.exec("ROLLBACK");
      database.close();
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "SQLITE_BUSY";
}
