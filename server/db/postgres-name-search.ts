import { type Kysely, type RawBuilder, sql } from "kysely";
import { askedLength, hashBits, pieceLengths, shortMax } from "./name-pieces";
import { numbersPerNamespace } from "./name-search";
import type { Tables } from "./schema";

/**
 * Finding repos by a part of their name, on PostgreSQL. What many names hold is found by walking along the sort; what few
 * hold, by their pieces. Names have a table of their own for that, which a push does not touch.
 *
 * pg_trgm would not do: to its `like`, `-`, `.` and `_` are ends of words, and `run-agent` has the pieces of `agent-run`.
 */

/** Rows that every search walks; as many of them as must match, so that walking further is worth more than the pieces. */
const nearMax = 1000;
const nearMin = 5;
const farMax = 20_000;

interface PostgresSearch {
  home: { id: string; number: number };
  part: string;
  /** What the list is sorted by, and where the last page ended. */
  columns: ("name_key" | "number" | "updated_place" | "pushed_place")[];
  after: (string | number)[] | null;
  direction: "asc" | "desc";
  limit: number;
}

/**
 * Asks for the ids of a page, by `read`, which runs a query of ids as a part of its own: a repo that goes away in between must
 * not make a page look like the last one.
 */
export async function searchPostgres<Row>(
  search: PostgresSearch,
  read: (ids: RawBuilder<string>) => Promise<Row[]>,
): Promise<Row[]> {
  const near = await read(idsByWalking(search, nearMax));
  if (near.length >= search.limit) return near;
  if (near.length >= nearMin) {
    const far = await read(idsByWalking(search, farMax));
    if (far.length >= search.limit) return far;
  }
  return read(idsByPieces(search));
}

/** Ends with the page, or after so many rows. */
function idsByWalking(search: PostgresSearch, rows: number): RawBuilder<string> {
  return sql<string>`select near.id from (
      select id, name_key, number, updated_place, pushed_place from repos
      where repos.namespace_id = ${search.home.id} and ${beyond(search)}
      order by ${orderIn("repos", search)} limit ${rows}
    ) as near
    where ${contains("near.name_key", search.part)}
    order by ${orderIn("near", search)} limit ${search.limit}`;
}

/** Finds all that match before it sorts them: a planner that saw the limit could walk the whole list instead. */
function idsByPieces(search: PostgresSearch): RawBuilder<string> {
  const { home, part } = search;
  const asked = sql`name_pieces(${home.number}, ${part}, array[${sql.lit(askedLength(part))}])`;
  return sql<string>`select id from (
      with found as materialized (
        select repos.id, ${placesIn("repos", search)}
        from repo_names join repos on repos.namespace_id = ${home.id} and repos.number = repo_names.number
        where ${indexedPieces} @> ${asked} and ${contains("repo_names.name_key", part)} and ${beyond(search)}
      )
      select * from found
    ) as found
    order by ${orderIn("found", search)} limit ${search.limit}`;
}

function placesIn(table: string, { columns }: PostgresSearch): RawBuilder<unknown> {
  return sql.join(columns.map((column) => sql.ref(`${table}.${column}`)));
}

function orderIn(table: string, { columns, direction }: PostgresSearch): RawBuilder<unknown> {
  return sql.join(columns.map((column) => sql`${sql.ref(`${table}.${column}`)} ${sql.raw(direction)}`));
}

function beyond(search: PostgresSearch): RawBuilder<boolean> {
  if (search.after === null) return sql<boolean>`true`;
  const than = search.direction === "asc" ? sql`>` : sql`<`;
  return sql<boolean>`(${placesIn("repos", search)}) ${than} (${sql.join(search.after)})`;
}

/** Whether `part` stands in the name, every character for itself; of those that like takes for others, names hold `_` alone. */
function contains(column: string, part: string): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} like ${`%${part.replaceAll("_", "\\_")}%`}`;
}

/** The expression of the index; a query must repeat it word by word. */
const indexedPieces = sql.raw(
  `name_pieces(repo_names.number / ${numbersPerNamespace}, repo_names.name_key, array[${pieceLengths.join(", ")}])`,
);

/**
 * Makes the names findable that are there, and those to come. A piece is a number: its namespace, its length, its hash. The
 * hash is the one behind PostgreSQL's own hash indexes, which stays what it is over its upgrades.
 */
export async function createNamePieces(db: Kysely<Tables>): Promise<void> {
  await sql`drop index if exists repos_name_key_trigrams`.execute(db);
  await sql`create table repo_names (number bigint primary key, name_key text collate "C" not null)`.execute(
    db,
  );
  await sql`insert into repo_names select number, name_key from repos`.execute(db);
  // Its cost keeps the planner from comparing all names where the index can be asked.
  await sql`create function name_pieces(home bigint, name text, lengths integer[]) returns bigint[]
    language plpgsql immutable strict parallel safe cost 10000 as $$ begin
      return array(
        select home * ${sql.lit(numbersPerNamespace)} + length * ${sql.lit(2 ** 24)}
          + (hashtext(substr(name, at, length)) & (
            case when length <= ${sql.lit(shortMax)} then ${sql.lit(2 ** 24 - 1)} else ${sql.lit(2 ** hashBits - 1)} end))
        from unnest(lengths) as length, generate_series(1, length(name) - length + 1) as at
      );
    end $$`.execute(db);
  // Without its list of entries to come, which each search would have to read.
  await sql`create index repo_names_by_piece on repo_names using gin (${indexedPieces}) with (fastupdate = off)`.execute(
    db,
  );
  await sql`create function keep_repo_name() returns trigger language plpgsql as $$ begin
      if tg_op = 'INSERT' then
        insert into repo_names (number, name_key) values (new.number, new.name_key);
      else
        delete from repo_names where number = old.number;
      end if;
      return null;
    end $$`.execute(db);
  await sql`create trigger repos_keep_name after insert or delete on repos
    for each row execute function keep_repo_name()`.execute(db);
}
