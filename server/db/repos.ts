import { type Kysely, type SelectQueryBuilder, sql, type Transaction } from "kysely";
import { isPostgres, locked, transact, withParameters } from "./dialect";
import { insertJob, type NewJob } from "./jobs";
import { canBeName, nameKey } from "./name-key";
import { indexName, movePlace, neverPushed, newPlace, searchByName, searchByTime } from "./name-search";
import { insertNamespace } from "./namespaces";
import { endPendingDeletion, type PendingDeletionQueries, pendingDeletionQueries } from "./pending-deletions";
import { searchPostgres } from "./postgres-name-search";
import type { Tables } from "./schema";
import type { NewToken } from "./tokens";

export type RepoSort = "created_at" | "updated_at" | "last_push_at" | "name";

export interface RepoRow {
  id: string;
  /** Rises in the order of creation. */
  number: number;
  updatedPlace: number;
  pushedPlace: number;
  namespace: string;
  name: string;
  description: string | null;
  defaultBranch: string;
  readOnly: boolean;
  status: "ready" | "creating" | "importing" | "forking";
  source: string | null;
  createdAtMs: number;
  updatedAtMs: number;
  lastPushAtMs: number | null;
}

export type NewRepo = Omit<RepoRow, "namespace" | "number" | "updatedPlace" | "pushedPlace">;

/** Where a page ended: the sort's own value of the last row, and its number as the tie-breaker. */
export interface RepoPosition {
  value: string | number;
  number: number;
}

interface ListReposRange {
  namespace: string;
  /** Part of the name, case-insensitive. */
  search: string | null;
  sort: RepoSort;
  direction: "asc" | "desc";
  after: RepoPosition | null;
  limit: number;
}

export interface RepoQueries extends PendingDeletionQueries {
  find(namespace: string, name: string): Promise<RepoRow | null>;
  hasId(id: string): Promise<boolean>;
  hasAny(): Promise<boolean>;
  list(range: ListReposRange): Promise<RepoRow[]>;
  /**
   * Adds a repo whose folder is ready, its namespace where that is new, its first token, and takes the repo off the
   * pending deletions: all in one transaction. False, and nothing changed, when the name is taken.
   */
  insert(namespace: string, repo: NewRepo, extra: InsertExtra): Promise<boolean>;
  /** Removes the repo and its tokens and notes its folder for deletion, in one transaction. The id, or null when there is none. */
  remove(namespace: string, name: string, atMs: number): Promise<string | null>;
}

interface InsertExtra {
  /** That its deletion was noted before its folder was made: when that note is gone, so is the folder. */
  wasPending?: true;
  token?: NewToken;
  /** What is to be done for the repo in the background. */
  job?: NewJob;
  /** A setting that becomes true together with the repo. */
  setting?: { name: string; value: string };
}

export function positionOf(repo: RepoRow, sort: RepoSort): RepoPosition {
  const { number } = repo;
  switch (sort) {
    case "name":
      return { value: nameKey(repo.name), number };
    case "created_at":
      return { value: number, number };
    case "updated_at":
      return { value: repo.updatedPlace, number };
    case "last_push_at":
      return { value: repo.pushedPlace, number };
  }
}

/** Removes a repo with all that hangs on it, and notes its folder for deletion. */
export async function removeRow(
  tx: Kysely<Tables>,
  repo: { id: string; namespace_id: string },
  { atMs, owner }: { atMs: number; owner: string },
): Promise<void> {
  await pendingDeletionQueries(tx, owner).notePendingDeletion(repo.id, atMs);
  await tx.deleteFrom("tokens").where("repo_id", "=", repo.id).execute();
  await tx.deleteFrom("jobs").where("repo_id", "=", repo.id).execute();
  await tx.deleteFrom("repos").where("id", "=", repo.id).execute();
  await tx
    .updateTable("namespaces")
    .set((expression) => ({ repo_count: expression("repo_count", "-", 1), updated_at: atMs }))
    .where("id", "=", repo.namespace_id)
    .execute();
}

/** `owner` is the process that makes and removes repos through these queries. */
export function repoQueries(db: Kysely<Tables>, owner: string): RepoQueries {
  const select = (on: Kysely<Tables> = db) =>
    on
      .selectFrom("repos")
      .innerJoin("namespaces", "namespaces.id", "repos.namespace_id")
      .select([
        "repos.id",
        "repos.number",
        "repos.updated_place",
        "repos.pushed_place",
        "namespaces.name as namespace",
        "repos.name",
        "repos.description",
        "repos.default_branch",
        "repos.read_only",
        "repos.status",
        "repos.source",
        "repos.created_at",
        "repos.updated_at",
        "repos.last_push_at",
      ]);

  // Asked by every request about a repo: put together once.
  const find = select().where("namespaces.name_key", "=", "").where("repos.name_key", "=", "").compile();

  return {
    async find(namespace, name) {
      if (!canBeName(namespace) || !canBeName(name)) return null;
      const { rows } = await db.executeQuery(withParameters(find, [nameKey(namespace), nameKey(name)]));
      const [row] = rows;
      return row === undefined ? null : toRepoRow(row);
    },

    async hasId(id) {
      return (
        (await db.selectFrom("repos").select("id").where("id", "=", id).executeTakeFirst()) !== undefined
      );
    },

    async hasAny() {
      return (await db.selectFrom("repos").select("id").limit(1).executeTakeFirst()) !== undefined;
    },

    async list({ namespace, search, ...range }) {
      const part = nameKey(search ?? "");
      // What no name can hold finds nothing.
      if (!canBeName(namespace) || (part !== "" && !canBeName(part))) return [];
      const home = await db
        .selectFrom("namespaces")
        .select(["id", "number"])
        .where("name_key", "=", nameKey(namespace))
        .executeTakeFirst();
      if (home === undefined) return [];
      if (part === "") {
        const page = pageOf(select().where("repos.namespace_id", "=", home.id), range).limit(range.limit);
        return (await page.execute()).map(toRepoRow);
      }
      if (isPostgres(db)) {
        const found = await searchPostgres(postgresSearch(home, part, range), (ids) =>
          pageOf(select().where(sql<boolean>`repos.id in (${ids})`), range).execute(),
        );
        return found.map(toRepoRow);
      }
      // On the one connection there is: no row goes away between finding a page and reading it.
      return db.connection().execute(async (held) => {
        const ids = await searchNames(held, home, part, range);
        if (ids.length === 0) return [];
        return (await pageOf(select(held).where("repos.id", "in", ids), range).execute()).map(toRepoRow);
      });
    },

    insert(namespace, repo, extra) {
      return transact(db, async (tx) => {
        const home = await takeNamespace(tx, namespace, repo.createdAtMs);
        const number = home.last_repo_number + 1;
        // In the order of numbers as in that of times: a search finds rows by number and shows them by time.
        const createdAtMs = Math.max(repo.createdAtMs, home.last_repo_created_at);
        const updatedAtMs = Math.max(repo.updatedAtMs, createdAtMs);
        const places = {
          namespace_id: home.id,
          name_key: nameKey(repo.name),
          number,
          updated_place: await newPlace(tx, "updated_at", updatedAtMs),
          pushed_place:
            repo.lastPushAtMs === null
              ? neverPushed(number)
              : await newPlace(tx, "last_push_at", repo.lastPushAtMs),
        };
        const inserted = await tx
          .insertInto("repos")
          .values({
            ...places,
            id: repo.id,
            name: repo.name,
            description: repo.description,
            default_branch: repo.defaultBranch,
            read_only: repo.readOnly ? 1 : 0,
            status: repo.status,
            source: repo.source,
            created_at: createdAtMs,
            updated_at: updatedAtMs,
            last_push_at: repo.lastPushAtMs ?? 0,
          })
          .onConflict((conflict) => conflict.columns(["namespace_id", "name_key"]).doNothing())
          .returning("id")
          .executeTakeFirst();
        // A namespace made just now holds no repo of that name, so nothing is left behind here.
        if (inserted === undefined) return false;
        await indexName(tx, places);
        await tx
          .updateTable("namespaces")
          .set((expression) => ({
            repo_count: expression("repo_count", "+", 1),
            last_repo_number: number,
            last_repo_created_at: createdAtMs,
            updated_at: createdAtMs,
          }))
          .where("id", "=", home.id)
          .execute();
        if (extra.token !== undefined) await tx.insertInto("tokens").values(extra.token).execute();
        if (extra.setting !== undefined) await tx.insertInto("settings").values(extra.setting).execute();
        if (extra.job !== undefined) await insertJob(tx, extra.job);
        const wasPending = await endPendingDeletion(tx, repo.id, owner);
        if (extra.wasPending && !wasPending) throw new Error("the repo's folder was swept away");
        // Once the name is taken again, why its import failed no longer matters.
        await tx
          .deleteFrom("failed_imports")
          .where("namespace_key", "=", nameKey(namespace))
          .where("name_key", "=", nameKey(repo.name))
          .execute();
        return true;
      });
    },

    async remove(namespace, name, atMs) {
      if (!canBeName(namespace) || !canBeName(name)) return null;
      return transact(db, async (tx) => {
        const home = await lockNamespace(tx, namespace);
        if (home === undefined) return null;
        const found = await tx
          .selectFrom("repos")
          .select(["id", "namespace_id"])
          .where("namespace_id", "=", home.id)
          .where("name_key", "=", nameKey(name))
          .executeTakeFirst();
        if (found === undefined) return null;
        await removeRow(tx, found, { atMs, owner });
        return found.id;
      });
    },

    ...pendingDeletionQueries(db, owner),
  };
}

/** Moves a repo to newer times. Two changes may note themselves in the other order; time never runs backwards. */
export async function touch(
  tx: Transaction<Tables>,
  id: string,
  times: { updated_at: number; last_push_at?: number },
): Promise<void> {
  const row = await locked(
    tx,
    tx
      .selectFrom("repos")
      .select([
        "namespace_id",
        "name_key",
        "number",
        "updated_at",
        "last_push_at",
        "updated_place",
        "pushed_place",
      ])
      .where("id", "=", id),
  ).executeTakeFirst();
  if (row === undefined) return;
  const moves = (["updated_at", "last_push_at"] as const).flatMap((sort) => {
    const atMs = times[sort];
    return atMs !== undefined && atMs > row[sort] ? [{ sort, atMs }] : [];
  });
  for (const { sort, atMs } of moves) {
    const column = sort === "updated_at" ? "updated_place" : "pushed_place";
    const place = await newPlace(tx, sort, atMs);
    await tx
      .updateTable("repos")
      .set({ [sort]: atMs, [column]: place })
      .where("id", "=", id)
      .execute();
    await movePlace(tx, sort, { ...row, [column]: place }, row[column]);
  }
}

/** The namespace, made where it is new, and held until the transaction ends. */
async function takeNamespace(tx: Transaction<Tables>, name: string, atMs: number) {
  while (true) {
    const found = await lockNamespace(tx, name);
    if (found !== undefined) return found;
    // Another may make it at the same moment, or even remove it again.
    await insertNamespace(tx, name, atMs);
  }
}

function lockNamespace(tx: Transaction<Tables>, name: string) {
  return locked(
    tx,
    tx
      .selectFrom("namespaces")
      .select(["id", "last_repo_number", "last_repo_created_at"])
      .where("name_key", "=", nameKey(name)),
  ).executeTakeFirst();
}

type Range = Pick<ListReposRange, "sort" | "direction" | "after" | "limit">;

/** Puts a query of repos in order, and begins it after the last row seen. */
function pageOf<Row>(
  query: SelectQueryBuilder<Tables, "repos" | "namespaces", Row>,
  { sort, direction, after }: Range,
) {
  const beyond = direction === "asc" ? ">" : "<";
  if (sort === "name") {
    const from = after === null ? query : query.where("repos.name_key", beyond, String(after.value));
    return from.orderBy("repos.name_key", direction);
  }
  if (sort === "created_at") {
    const from = after === null ? query : query.where("repos.number", beyond, after.number);
    return from.orderBy("repos.number", direction);
  }
  const column = sort === "updated_at" ? "repos.updated_place" : "repos.pushed_place";
  const from =
    after === null
      ? query
      : query.where(({ eb, refTuple, tuple }) =>
          eb(refTuple(column, "repos.number"), beyond, tuple(Number(after.value), after.number)),
        );
  return from.orderBy(column, direction).orderBy("repos.number", direction);
}

/** The ids of a page of the repos with `part` in their name. */
function searchNames(
  db: Kysely<Tables>,
  home: { id: string; number: number },
  part: string,
  { sort, direction, after, limit }: Range,
): Promise<string[]> {
  const search = { home, part, direction, limit };
  if (sort === "name") {
    return searchByName(db, { ...search, after: after === null ? null : String(after.value) });
  }
  return searchByTime(db, sort, { ...search, after: after === null ? null : Number(after.value) });
}

function postgresSearch(
  home: { id: string; number: number },
  part: string,
  { sort, direction, after, limit }: Range,
) {
  const search = { home, part, direction, limit };
  switch (sort) {
    case "name":
      return { ...search, columns: ["name_key" as const], after: after && [String(after.value)] };
    case "created_at":
      return { ...search, columns: ["number" as const], after: after && [after.number] };
    default: {
      const column = sort === "updated_at" ? ("updated_place" as const) : ("pushed_place" as const);
      return {
        ...search,
        columns: [column, "number" as const],
        after: after && [Number(after.value), after.number],
      };
    }
  }
}

interface SelectedRepo {
  id: string;
  number: number;
  updated_place: number;
  pushed_place: number;
  namespace: string;
  name: string;
  description: string | null;
  default_branch: string;
  read_only: number;
  status: RepoRow["status"];
  source: string | null;
  created_at: number;
  updated_at: number;
  last_push_at: number;
}

function toRepoRow(row: SelectedRepo): RepoRow {
  return {
    id: row.id,
    number: row.number,
    updatedPlace: row.updated_place,
    pushedPlace: row.pushed_place,
    namespace: row.namespace,
    name: row.name,
    description: row.description,
    defaultBranch: row.default_branch,
    readOnly: row.read_only !== 0,
    status: row.status,
    source: row.source,
    createdAtMs: row.created_at,
    updatedAtMs: row.updated_at,
    lastPushAtMs: row.last_push_at === 0 ? null : row.last_push_at,
  };
}
