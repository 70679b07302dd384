import {
  type CompiledQuery,
  type Kysely,
  PostgresAdapter,
  type PostgresCursor,
  PostgresDialect,
  type PostgresPoolClient,
  type PostgresQueryResult,
  type RawBuilder,
  Kysely as Rows,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteStatement,
  sql,
  type Transaction,
} from "kysely";
import Database from "libsql";
import { Pool, type PoolClient, types } from "pg";
import type { Tables } from "./schema";
import { StoreError } from "./store-error";

/**
 * All that SQLite and PostgreSQL do differently: how they are opened, the order of texts, row locks, what fails and what
 * is worth another try. Everything else is one schema and one set of queries.
 */

export interface OpenDatabase {
  db: Kysely<Tables>;
  close(): Promise<void>;
}

/** Statements kept ready; preparing one costs more than running it. */
const statementsKept = 200;

export function openSqlite(file: string): OpenDatabase {
  const database = new Database(file, { timeout: 5000 });
  database.exec("PRAGMA foreign_keys = ON");
  database.exec("PRAGMA busy_timeout = 5000");
  database.exec("PRAGMA journal_mode = WAL");
  // In WAL mode only FULL syncs at each commit: what was acknowledged survives a power loss.
  database.exec("PRAGMA synchronous = FULL");
  // In KiB when negative. A page of a list at a million repos must not depend on the system's cache alone.
  database.exec("PRAGMA cache_size = -32768");
  const db = new Rows<Tables>({ dialect: new AtomicSqlite({ database: keepStatements(database) }) });
  return {
    db,
    async close() {
      // Folds the write-ahead log into the database: after a clean end, one file holds everything.
      database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      await db.destroy();
    },
  };
}

/** Migrates in one transaction, as SQLite can: a process killed in the middle must find the old schema, not half of the new. */
class AtomicSqlite extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new (class extends SqliteAdapter {
      override get supportsTransactionalDdl() {
        return true;
      }
    })();
  }
}

interface LibsqlStatement {
  reader: boolean;
  all(parameters: unknown): unknown[];
  run(parameters: unknown): { changes: number; lastInsertRowid: number | bigint };
  iterate(parameters: unknown): IterableIterator<unknown>;
}

function keepStatements(database: { prepare(text: string): LibsqlStatement; close(): void }): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  const prepare = (text: string): SqliteStatement => {
    const statement = orStoreError(() => database.prepare(text));
    return {
      reader: statement.reader,
      all: (parameters) => orStoreError(() => statement.all(parameters)),
      run: (parameters) => orStoreError(() => statement.run(parameters)),
      iterate: (parameters) => statement.iterate(parameters),
    };
  };
  return {
    prepare(asked) {
      // A transaction that begins by reading would fail at its first write when another writer came in between.
      const text = asked === "begin" ? "begin immediate" : asked;
      const found = kept.get(text);
      if (found !== undefined) return found;
      const statement = prepare(text);
      // A changed schema does not hurt a kept statement (SQLite prepares it anew), but it is of no use again.
      if (!/^\s*(create|alter|drop)/i.test(text)) kept.set(text, statement);
      if (kept.size > statementsKept) kept.delete(kept.keys().next().value ?? "");
      return statement;
    },
    close: () => database.close(),
  };
}

function orStoreError<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = codeOf(error);
    if (code === "SQLITE_FULL" || code.startsWith("SQLITE_IOERR_WRITE")) throw new StoreError("full", error);
    if (code === "SQLITE_BUSY") throw new StoreError("unavailable", error);
    throw error;
  }
}

/** int8: counts and times in milliseconds, all of them far below 2^53. */
const int8Oid = 20;

export function openPostgres(url: string, options: { onConnectionLost?: (error: unknown) => void } = {}) {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5000,
    application_name: "vitrine",
    types: {
      getTypeParser(oid, format) {
        return oid === int8Oid && format !== "binary" ? Number : types.getTypeParser(oid, format);
      },
    },
  });
  // An idle connection that breaks is replaced; without a listener it would end the process.
  pool.on("error", (error) => options.onConnectionLost?.(error));
  const db = new Rows<Tables>({
    dialect: new PostgresDialect({
      pool: {
        async connect() {
          return new Translated(await pool.connect().catch(throwStoreError));
        },
        end: () => pool.end(),
      },
    }),
  });
  return { db, close: () => db.destroy() } satisfies OpenDatabase;
}

/** A connection that is in use, with failures as `StoreError`. One that breaks is not used again. */
class Translated implements PostgresPoolClient {
  readonly #client: PoolClient;
  #broken: Error | undefined;
  // The pool listens to idle connections only; without a listener the loss of this one would end the process.
  readonly #onLost = (error: Error) => {
    this.#broken = error;
  };

  constructor(client: PoolClient) {
    this.#client = client;
    client.on("error", this.#onLost);
  }
  query<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(asked: string | PostgresCursor<R>, parameters: readonly unknown[] = []) {
    const client: PostgresPoolClient = this.#client;
    if (typeof asked !== "string") return client.query(asked);
    return client.query<R>(asked, parameters).catch((error: unknown) => {
      // The server ended it: what is asked next would only fail later.
      if (error instanceof Error && isConnectionLost(error)) this.#broken ??= error;
      return throwStoreError(error);
    });
  }
  release(): void {
    this.#client.off("error", this.#onLost);
    this.#client.release(this.#broken);
  }
}

function throwStoreError(error: unknown): never {
  const code = codeOf(error);
  if (code === "53100") throw new StoreError("full", error);
  if (code === "53300" || isConnectionLost(error)) throw new StoreError("unavailable", error);
  throw error;
}

function isConnectionLost(error: unknown): boolean {
  const isGone = /^(08|57P0|ECONN|EPIPE|ENOENT|ETIMEDOUT|ENOTFOUND)/.test(codeOf(error));
  return isGone || /terminated|timeout exceeded|not queryable/.test(String(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

export function isPostgres(db: Kysely<Tables>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/** A text column that compares byte by byte, as SQLite's do: the order of names must not depend on a locale. */
export function textType(db: Kysely<Tables>): RawBuilder<unknown> {
  return isPostgres(db) ? sql`text collate "C"` : sql`text`;
}

/**
 * Runs `work` in a transaction, again when PostgreSQL chose it to give way to another. On SQLite there is one writer at a
 * time; on PostgreSQL, what a change depends on must be read with `locked`.
 */
export async function transact<T>(
  db: Kysely<Tables>,
  work: (tx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      // serialization_failure, deadlock_detected
      if (attempt >= 5 || !["40001", "40P01"].includes(codeOf(error))) throw error;
    }
  }
}

/** Holds the rows that the query reads until the transaction ends. Wants a query of one table. */
export function locked<Q extends { forUpdate(): Q }>(db: Kysely<Tables>, query: Q): Q {
  return isPostgres(db) ? query.forUpdate() : query;
}

/** A query that was put together once, with other values. */
export function withParameters<R>(query: CompiledQuery<R>, parameters: readonly unknown[]): CompiledQuery<R> {
  return { ...query, parameters };
}

/** The time by the database, which all its processes share. SQLite's is that of its one process. */
export async function databaseClock(db: Kysely<Tables>): Promise<number> {
  if (!isPostgres(db)) return Date.now();
  const { rows } = await sql<{
    ms: number;
  }>`select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as ms`.execute(db);
  return rows[0]?.ms ?? Date.now();
}

export async function databaseSize(db: Kysely<Tables>): Promise<number> {
  const size = isPostgres(db)
    ? sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`
    : sql<{
        bytes: number;
      }>`select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`;
  return (await size.execute(db)).rows[0]?.bytes ?? 0;
}
