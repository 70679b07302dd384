import { type Kysely, type RawBuilder, sql } from "kysely";
import { isPostgres } from "./dialect";
import { askedPieces, pieceLengths, piecesOf, shortMax, wordOf } from "./name-pieces";
import type { Tables } from "./schema";

/**
 * Finding repos by a part of their name, on SQLite, in a time that depends neither on how many repos there are nor on how
 * many match, by the pieces of every name.
 *
 * By number (the order of creation), by update and by push there is a full-text index each, whose row ids are that sort's
 * own numbers: what it finds comes in the list's order, and a page ends the search.
 *
 * Names change their neighbours with every new one, so they have no such numbers. There, names lie in blocks of about a
 * thousand in their order, and it is known which short pieces a block holds: only blocks that hold all of them are read.
 */

/** Numbers of one namespace lie in a range of their own. */
export const numbersPerNamespace = 2 ** 32;

/** Places in the order of a time: its milliseconds, and so many repos in one of them. Below 2^53 until the year 2248. */
export const placesPerMs = 1024;

/** Sorts "never" before every time, in the order of creation. Numbers lie below 2^53, as do these from zero. */
export const neverPushed = (number: number) => number - 2 ** 53;

export type TimeSort = "created_at" | "updated_at" | "last_push_at";

const indexes = {
  created_at: { table: "names_by_creation", column: "number" },
  updated_at: { table: "names_by_update", column: "updated_place" },
  last_push_at: { table: "names_by_push", column: "pushed_place" },
} as const;

export interface NamedRow {
  namespace_id: string;
  name_key: string;
  number: number;
  updated_place: number;
  pushed_place: number;
}

/** Makes a new name findable. A deleted one leaves by a trigger. */
export async function indexName(tx: Kysely<Tables>, row: NamedRow): Promise<void> {
  if (isPostgres(tx)) return;
  for (const sort of ["created_at", "updated_at", "last_push_at"] as const) {
    await addPlace(tx, sort, row);
  }
  await putIntoBlock(tx, row);
}

/** Moves a repo to its new place in the order of a time; `row` holds the new one. */
export async function movePlace(
  tx: Kysely<Tables>,
  sort: "updated_at" | "last_push_at",
  row: NamedRow,
  oldPlace: number,
): Promise<void> {
  if (isPostgres(tx)) return;
  await sql`delete from ${sql.table(indexes[sort].table)} where rowid = ${oldPlace}`.execute(tx);
  await addPlace(tx, sort, row);
}

async function addPlace(tx: Kysely<Tables>, sort: TimeSort, row: NamedRow): Promise<void> {
  const { table, column } = indexes[sort];
  await sql`insert into ${sql.table(table)} (rowid, pieces)
    values (${row[column]}, ${piecesText(row)})`.execute(tx);
}

/** A place of its own in the order of a time. Two repos of one millisecond come in the order in which they ask. */
export async function newPlace(
  tx: Kysely<Tables>,
  sort: "updated_at" | "last_push_at",
  atMs: number,
): Promise<number> {
  // PostgreSQL has no use for unique places: the number breaks their ties.
  if (isPostgres(tx)) return atMs * placesPerMs;
  for (let ms = atMs; ; ms += 1) {
    const first = ms * placesPerMs;
    const { rows } = await sql<{ last: number | null }>`select max(id) as last
      from ${sql.table(`${indexes[sort].table}_docsize`)}
      where id >= ${first} and id < ${first + placesPerMs}`.execute(tx);
    const place = (rows[0]?.last ?? first - 1) + 1;
    if (place < first + placesPerMs) return place;
  }
}

function shortPieces(key: string): string[] {
  return [1, 2, 3].flatMap((length) => piecesOf(key, length));
}

/** The pieces as words, each with its namespace before it: one never sees another's. */
function piecesText({ number, name_key }: Pick<NamedRow, "number" | "name_key">): string {
  const home = Math.floor(number / numbersPerNamespace);
  return pieceLengths
    .flatMap((length) => piecesOf(name_key, length).map((piece) => `${home}_${wordOf(piece)}`))
    .join(" ");
}

export interface NameSearch {
  home: { id: string; number: number };
  part: string;
  direction: "asc" | "desc";
  limit: number;
}

/** The ids of a page of the matching repos, after the place `after`. */
export async function searchByTime(
  db: Kysely<Tables>,
  sort: TimeSort,
  { home, part, direction, limit, after }: NameSearch & { after: number | null },
): Promise<string[]> {
  const { table, column } = indexes[sort];
  const rowid = sql.ref(`${table}.rowid`);
  const order = direction === "asc" ? sql`asc` : sql`desc`;
  let beyond = sql``;
  if (after !== null)
    beyond = direction === "asc" ? sql`and ${rowid} > ${after}` : sql`and ${rowid} < ${after}`;
  // A cross join keeps the order of its tables; the planner knows nothing of how many rows match.
  return idsOf(
    db,
    sql`select repos.id as id
      from ${sql.table(table)} cross join repos
        on repos.namespace_id = ${home.id} and ${sql.ref(`repos.${column}`)} = ${rowid}
      where ${sql.table(table)} match ${matchOf(home, part)} ${beyond}
        and instr(repos.name_key, ${part}) > 0
      order by ${rowid} ${order} limit ${limit}`,
  );
}

function matchOf(home: { number: number }, part: string): string {
  return askedPieces(part)
    .map((piece) => `"${home.number}_${wordOf(piece)}"`)
    .join(" AND ");
}

async function idsOf(db: Kysely<Tables>, query: RawBuilder<unknown>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`${query}`.execute(db);
  return rows.map((row) => row.id);
}

/** Names in a block, at most: the time to read one of them. */
const blockMax = 1024;
const blocksAtOnce = 16;
/** So many matches at most are found in the index and sorted by name; of more, the next ones are near. */
const sortedMax = 800;
/** Comes after every character of a name. */
const end = "\x7f";

/** The ids of a page of the matching repos, after the name `after`. */
export async function searchByName(
  db: Kysely<Tables>,
  { home, part, direction, limit, after }: NameSearch & { after: string | null },
  { sortedMax: most } = { sortedMax },
): Promise<string[]> {
  const order = direction === "asc" ? sql`asc` : sql`desc`;
  const beyond = direction === "asc" ? sql`>` : sql`<`;
  const rest = after === null ? sql`1` : sql`repos.name_key ${beyond} ${after}`;
  const found = sql`select rowid from names_by_creation where names_by_creation match ${matchOf(home, part)}`;
  const { rows: counted } = await sql<{ count: number }>`select count(*) as count
    from (${found} limit ${most + 1})`.execute(db);
  if ((counted[0]?.count ?? 0) <= most) {
    return idsOf(
      db,
      sql`select repos.id as id from (${found}) as found cross join repos
          on repos.namespace_id = ${home.id} and repos.number = found.rowid
        where instr(repos.name_key, ${part}) > 0 and ${rest}
        order by repos.name_key ${order} limit ${limit}`,
    );
  }

  const ids: string[] = [];
  const has = askedPieces(part, shortMax).map(
    (piece) => sql`exists (select 1 from block_pieces where block_id = name_blocks.id and piece = ${piece})`,
  );
  for (let from = after; ids.length < limit; ) {
    let reached = sql`1`;
    if (from !== null) reached = direction === "asc" ? sql`next_key > ${from}` : sql`first_key < ${from}`;
    const { rows: blocks } = await sql<{ first_key: string; next_key: string }>`
      select first_key, next_key from name_blocks
      where namespace_id = ${home.id} and ${reached} and ${sql.join(has, sql` and `)}
      order by first_key ${order} limit ${blocksAtOnce}`.execute(db);
    for (const block of blocks) {
      if (ids.length >= limit) break;
      ids.push(
        ...(await idsOf(
          db,
          sql`select repos.id as id from repos
            where repos.namespace_id = ${home.id} and ${rest} and instr(repos.name_key, ${part}) > 0
              and repos.name_key >= ${block.first_key} and repos.name_key < ${block.next_key}
            order by repos.name_key ${order} limit ${limit - ids.length}`,
        )),
      );
    }
    const last = blocks.at(-1);
    if (last === undefined || blocks.length < blocksAtOnce) break;
    // The next blocks begin where this one ends; a name at the border is read with its own block alone.
    from = direction === "asc" ? last.next_key : last.first_key;
  }
  return ids;
}

async function putIntoBlock(tx: Kysely<Tables>, row: NamedRow): Promise<void> {
  const { rows } = await sql<Block>`select id, first_key, next_key, size from name_blocks
    where namespace_id = ${row.namespace_id} and first_key <= ${row.name_key}
    order by first_key desc limit 1`.execute(tx);
  const block = rows[0] ?? (await addBlock(tx, row.namespace_id, "", end, 0));
  if (block.size >= blockMax) {
    await splitBlock(tx, row.namespace_id, block);
    return;
  }
  await addPieces(tx, block.id, shortPieces(row.name_key));
  await sql`update name_blocks set size = size + 1 where id = ${block.id}`.execute(tx);
}

interface Block {
  id: number;
  first_key: string;
  next_key: string;
  /** Names that came into it; those that left are not counted out before it is split. */
  size: number;
}

async function addBlock(
  tx: Kysely<Tables>,
  namespaceId: string,
  firstKey: string,
  nextKey: string,
  size: number,
): Promise<Block> {
  const { rows } = await sql<{ id: number }>`insert into name_blocks (namespace_id, first_key, next_key, size)
    values (${namespaceId}, ${firstKey}, ${nextKey}, ${size}) returning id`.execute(tx);
  return { id: rows[0]?.id ?? 0, first_key: firstKey, next_key: nextKey, size };
}

function addPieces(tx: Kysely<Tables>, blockId: number, pieces: Iterable<string>): Promise<unknown> {
  return sql`insert or ignore into block_pieces (block_id, piece)
    select ${blockId}, value from json_each(${JSON.stringify([...pieces])})`.execute(tx);
}

/** Reads the block's names, the new one among them, and makes two blocks of them where they are too many still. */
async function splitBlock(tx: Kysely<Tables>, namespaceId: string, block: Block): Promise<void> {
  const named = await tx
    .selectFrom("repos")
    .select("name_key")
    .where("namespace_id", "=", namespaceId)
    .where("name_key", ">=", block.first_key)
    .where("name_key", "<", block.next_key)
    .orderBy("name_key")
    .execute();
  const keys = named.map((row) => row.name_key);
  const upper = keys.length > blockMax / 2 ? keys.splice(Math.ceil(keys.length / 2)) : [];
  const border = upper[0] ?? block.next_key;
  await sql`delete from block_pieces where block_id = ${block.id}`.execute(tx);
  await sql`update name_blocks set next_key = ${border}, size = ${keys.length} where id = ${block.id}`.execute(
    tx,
  );
  await addPieces(tx, block.id, new Set(keys.flatMap(shortPieces)));
  if (upper.length === 0) return;
  const made = await addBlock(tx, namespaceId, border, block.next_key, upper.length);
  await addPieces(tx, made.id, new Set(upper.flatMap(shortPieces)));
}

/** Makes the indexes of names, without a name in them. */
export async function createNameIndexes(db: Kysely<Tables>): Promise<void> {
  if (isPostgres(db)) return;
  for (const { table } of Object.values(indexes)) {
    await sql`create virtual table ${sql.table(table)} using fts5 (
      pieces, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '._-'"
    )`.execute(db);
  }
  await sql`create table name_blocks (
    id integer primary key, namespace_id text not null references namespaces (id) on delete cascade,
    first_key text not null, next_key text not null, size integer not null, unique (namespace_id, first_key)
  )`.execute(db);
  await sql`create table block_pieces (
    block_id integer not null references name_blocks (id) on delete cascade, piece text not null,
    primary key (block_id, piece)
  ) without rowid`.execute(db);
  await sql`create trigger repos_forget_name after delete on repos begin
    delete from names_by_creation where rowid = old.number;
    delete from names_by_update where rowid = old.updated_place;
    delete from names_by_push where rowid = old.pushed_place;
  end`.execute(db);
}

/** Puts every name there is into the indexes and nothing else, much faster than one by one. */
export async function fillNameIndexes(db: Kysely<Tables>): Promise<void> {
  if (isPostgres(db)) return;
  for (const { table } of Object.values(indexes)) {
    await sql`insert into ${sql.table(table)} (${sql.ref(table)}) values ('delete-all')`.execute(db);
  }
  await sql`delete from block_pieces`.execute(db);
  await sql`delete from name_blocks`.execute(db);
  for (const { id } of await db.selectFrom("namespaces").select("id").execute()) {
    for (const { table, column } of Object.values(indexes)) await fillPlaces(db, id, table, column);
    await fillBlocks(db, id);
  }
}

async function fillPlaces(
  db: Kysely<Tables>,
  namespaceId: string,
  table: string,
  column: "number" | "updated_place" | "pushed_place",
): Promise<void> {
  for (let after = -(2 ** 53); ; ) {
    const rows = await db
      .selectFrom("repos")
      .select(["number", "name_key", `${column} as place`])
      .where("namespace_id", "=", namespaceId)
      .where(column, ">", after)
      .orderBy(column)
      .limit(1000)
      .execute();
    const last = rows.at(-1);
    if (last === undefined) return;
    const words = rows.map((row) => [row.place, piecesText(row)]);
    await sql`insert into ${sql.table(table)} (rowid, pieces)
      select json_extract(value, '$[0]'), json_extract(value, '$[1]')
      from json_each(${JSON.stringify(words)})`.execute(db);
    after = last.place;
  }
}

async function fillBlocks(db: Kysely<Tables>, namespaceId: string): Promise<void> {
  let firstKey = "";
  let keys: string[] = [];
  const flush = async (nextKey: string) => {
    const block = await addBlock(db, namespaceId, firstKey, nextKey, keys.length);
    await addPieces(db, block.id, new Set(keys.flatMap(shortPieces)));
  };
  while (true) {
    const rows = await db
      .selectFrom("repos")
      .select("name_key")
      .where("namespace_id", "=", namespaceId)
      .where("name_key", ">", keys.at(-1) ?? "")
      .orderBy("name_key")
      .limit(blockMax / 2)
      .execute();
    const [first] = rows;
    if (first === undefined) break;
    if (keys.length > 0) {
      await flush(first.name_key);
      firstKey = first.name_key;
    }
    keys = rows.map((row) => row.name_key);
  }
  if (keys.length > 0) await flush(end);
}
