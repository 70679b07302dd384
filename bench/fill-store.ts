import { randomBytes, randomInt } from "node:crypto";
import { type Kysely, sql } from "kysely";
import Database from "libsql";
import { openSqlite } from "@/server/db/dialect";
import { fillNameIndexes, neverPushed, numbersPerNamespace, placesPerMs } from "@/server/db/name-search";
import type { Tables } from "@/server/db/schema";

const words = [
  "amber",
  "aurora",
  "cedar",
  "copper",
  "delta",
  "ember",
  "falcon",
  "harbor",
  "ivory",
  "juniper",
];
const moreWords = [
  "lagoon",
  "maple",
  "nebula",
  "onyx",
  "pepper",
  "quartz",
  "raven",
  "silver",
  "tundra",
  "willow",
];

type NewRow = ReturnType<typeof makeRow>;

/** Puts so many repos into the namespace `bench` of a SQLite store that is closed, faster than the store would. */
export async function fillSqlite(file: string, size: number): Promise<void> {
  const database = new Database(file);
  database.exec("PRAGMA synchronous = OFF");
  database.exec("DELETE FROM repos");
  const home = database.prepare("SELECT id, number FROM namespaces WHERE name_key = 'bench'").get();
  const columns =
    "id, namespace_id, name, name_key, number, created_at, updated_at, last_push_at, updated_place";
  const add = database.prepare(
    `INSERT INTO repos (${columns}, pushed_place, default_branch, read_only, status)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'main', 0, 'ready')`,
  );
  database.exec("BEGIN");
  for (const row of rowsOf(homeOf(home), size)) add.run(Object.values(row));
  database.exec("COMMIT");
  database.prepare(countSql.replace("$1", "?").replace("$2", "?")).run([size, numberOf(homeOf(home), size)]);
  database.close();
  const { db, close } = openSqlite(file);
  await db.transaction().execute((tx) => fillNameIndexes(tx));
  await close();
}

/** The same in PostgreSQL, with the index of names made once they are there. */
export async function fillPostgres(db: Kysely<Tables>, size: number): Promise<void> {
  const { rows: homes } = await sql`select id, number from namespaces where name_key = 'bench'`.execute(db);
  const { rows: indexes } = await sql<{ made: string }>`select indexdef as made from pg_indexes
    where indexname = 'repo_names_by_piece'`.execute(db);
  const home = homeOf(homes[0]);
  await sql`drop index repo_names_by_piece`.execute(db);
  let batch: NewRow[] = [];
  const flush = async () => {
    await sql`insert into repos (id, namespace_id, name, name_key, number, created_at, updated_at, last_push_at,
        updated_place, pushed_place, default_branch, read_only, status)
      select id, namespace_id, name, name_key, number, created_at, updated_at, last_push_at, updated_place,
        pushed_place, 'main', 0, 'ready'
      from json_populate_recordset(null::repos, ${JSON.stringify(batch)})`.execute(db);
    batch = [];
  };
  for (const row of rowsOf(home, size)) {
    batch.push(row);
    if (batch.length === 10_000) await flush();
  }
  await flush();
  await sql.raw(indexes[0]?.made ?? "").execute(db);
  await sql.raw(countSql.replace("$1", String(size)).replace("$2", String(numberOf(home, size)))).execute(db);
  await sql`vacuum analyze`.execute(db);
}

const countSql = "UPDATE namespaces SET repo_count = $1, last_repo_number = $2 WHERE name_key = 'bench'";

interface Home {
  id: string;
  number: number;
}

function homeOf(row: unknown): Home {
  if (typeof row === "object" && row !== null && "id" in row && "number" in row) {
    return { id: String(row.id), number: Number(row.number) };
  }
  throw new Error("there is no namespace to fill");
}

const numberOf = (home: Home, at: number) => home.number * numbersPerNamespace + 1 + at;

function* rowsOf(home: Home, size: number): Generator<NewRow> {
  const nowMs = Date.now();
  const taken = new Set<number>();
  const placeAt = (atMs: number) => {
    let place = atMs * placesPerMs;
    while (taken.has(place)) place += 1;
    taken.add(place);
    return place;
  };
  for (let at = 1; at <= size; at += 1) yield makeRow(home, { at, size, nowMs, placeAt });
}

/** A third were pushed to at some time after. */
function makeRow(
  home: Home,
  made: { at: number; size: number; nowMs: number; placeAt: (atMs: number) => number },
) {
  const { at, size, nowMs, placeAt } = made;
  const name = nameOf(at, size);
  const createdAt = nowMs - (size - at) * 1000;
  const pushedAt = at % 3 === 0 ? createdAt + randomInt(1, nowMs - createdAt + 2) : 0;
  const updatedAt = Math.max(createdAt, pushedAt);
  const place = placeAt(updatedAt);
  const number = numberOf(home, at);
  return {
    id: `repo_${randomBytes(13).toString("hex")}`,
    namespace_id: home.id,
    name,
    name_key: name,
    number,
    created_at: createdAt,
    updated_at: updatedAt,
    last_push_at: pushedAt,
    updated_place: place,
    pushed_place: pushedAt > 0 ? place : neverPushed(number),
  };
}

/**
 * Half are numbered, a quarter made of words, and a quarter of pieces that the same ones have in another order: the oldest of
 * these 0.5 % of them, and one in the middle of all.
 */
function nameOf(at: number, size: number): string {
  if (at === Math.floor(size / 8) * 4 + 3) return "run-agent-x";
  if (at % 2 === 0) return `repo-${String(at / 2).padStart(7, "0")}`;
  const pick = (from: string[]) => from[randomInt(from.length)];
  if (at % 4 === 1) return `${pick(words)}-${pick(moreWords)}-${at.toString(36)}`;
  return at < size / 200 ? `range-agent-${at.toString(36)}` : `agent-run-${at.toString(36)}-range`;
}
