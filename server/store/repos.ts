import { randomBytes } from "node:crypto";
import { type Kysely, sql, type Transaction } from "kysely";
import { nameKey } from "./name-key";
import type { Tables } from "./schema";
import type { NewToken } from "./tokens";

export type RepoSort = "created_at" | "updated_at" | "last_push_at" | "name";

export interface RepoRow {
  id: string;
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

export type NewRepo = Omit<RepoRow, "namespace">;

/** Where a page ended: the sort's own value of the last row, and its id as the tie-breaker. */
export interface RepoPosition {
  value: string | number;
  id: string;
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

export interface RepoQueries {
  find(namespace: string, name: string): Promise<RepoRow | null>;
  hasId(id: string): Promise<boolean>;
  hasAny(): Promise<boolean>;
  list(range: ListReposRange): Promise<RepoRow[]>;
  /**
   * Adds a repo whose folder is ready, its namespace where that is new, its first token, and takes the repo off the
   * list of the doomed: all in one transaction. False, and nothing changed, when the name is taken.
   */
  insert(namespace: string, repo: NewRepo, extra: InsertExtra): Promise<boolean>;
  /** Removes the repo and its tokens and dooms its folder, in one transaction. The id, or null when there is none. */
  remove(namespace: string, name: string, atMs: number): Promise<string | null>;
  notePush(id: string, atMs: number): Promise<void>;
  doom(id: string, atMs: number): Promise<void>;
  listDoomed(): Promise<string[]>;
  /** To be called once the folder is gone. */
  forgetDoomed(id: string): Promise<void>;
}

interface InsertExtra {
  token?: NewToken;
  /** A setting that becomes true together with the repo. */
  setting?: { name: string; value: string };
}

export function positionOf(repo: RepoRow, sort: RepoSort): RepoPosition {
  switch (sort) {
    case "name":
      return { value: nameKey(repo.name), id: repo.id };
    case "created_at":
      return { value: repo.createdAtMs, id: repo.id };
    case "updated_at":
      return { value: repo.updatedAtMs, id: repo.id };
    case "last_push_at":
      return { value: repo.lastPushAtMs ?? 0, id: repo.id };
  }
}

export function repoQueries(db: Kysely<Tables>): RepoQueries {
  const select = () =>
    db
      .selectFrom("repos")
      .innerJoin("namespaces", "namespaces.id", "repos.namespace_id")
      .select([
        "repos.id",
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

  return {
    async find(namespace, name) {
      const row = await select()
        .where("namespaces.name_key", "=", nameKey(namespace))
        .where("repos.name_key", "=", nameKey(name))
        .executeTakeFirst();
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

    async list({ namespace, search, sort, direction, after, limit }) {
      const part = nameKey(search ?? "");
      // What no name can hold finds nothing; asked all the same, a NUL would end the pattern early.
      if (!/^[a-z0-9._-]*$/.test(part)) return [];
      const home = await db
        .selectFrom("namespaces")
        .select("id")
        .where("name_key", "=", nameKey(namespace))
        .executeTakeFirst();
      if (home === undefined) return [];

      let query = select().where("repos.namespace_id", "=", home.id).limit(limit);
      if (part !== "") {
        const pattern = `%${part.replaceAll("_", "\\_")}%`;
        // SQLite has no escape character unless one is named.
        query = query.where(sql<boolean>`${sql.ref("repos.name_key")} like ${pattern} escape '\\'`);
      }
      const beyond = direction === "asc" ? ">" : "<";
      if (sort === "name") {
        if (after !== null) query = query.where("repos.name_key", beyond, String(after.value));
        query = query.orderBy("repos.name_key", direction);
      } else {
        const column = `repos.${sort}` as const;
        if (after !== null) {
          const value = Number(after.value);
          query = query.where(({ eb, refTuple, tuple }) =>
            eb(refTuple(column, "repos.id"), beyond, tuple(value, after.id)),
          );
        }
        query = query.orderBy(column, direction).orderBy("repos.id", direction);
      }
      return (await query.execute()).map(toRepoRow);
    },

    insert(namespace, repo, extra) {
      return db.transaction().execute(async (tx) => {
        const home = await takeNamespace(tx, namespace, repo.createdAtMs);
        const inserted = await tx
          .insertInto("repos")
          .values({
            id: repo.id,
            namespace_id: home,
            name: repo.name,
            name_key: nameKey(repo.name),
            description: repo.description,
            default_branch: repo.defaultBranch,
            read_only: repo.readOnly ? 1 : 0,
            status: repo.status,
            source: repo.source,
            created_at: repo.createdAtMs,
            updated_at: repo.updatedAtMs,
            last_push_at: repo.lastPushAtMs ?? 0,
          })
          .onConflict((conflict) => conflict.columns(["namespace_id", "name_key"]).doNothing())
          .returning("id")
          .executeTakeFirst();
        // A namespace made just now holds no repo of that name, so nothing is left behind here.
        if (inserted === undefined) return false;
        await tx
          .updateTable("namespaces")
          .set((expression) => ({
            repo_count: expression("repo_count", "+", 1),
            updated_at: repo.createdAtMs,
          }))
          .where("id", "=", home)
          .execute();
        if (extra.token !== undefined) await tx.insertInto("tokens").values(extra.token).execute();
        if (extra.setting !== undefined) await tx.insertInto("settings").values(extra.setting).execute();
        await tx.deleteFrom("doomed_repos").where("repo_id", "=", repo.id).execute();
        return true;
      });
    },

    remove(namespace, name, atMs) {
      return db.transaction().execute(async (tx) => {
        const found = await tx
          .selectFrom("repos")
          .innerJoin("namespaces", "namespaces.id", "repos.namespace_id")
          .select(["repos.id", "repos.namespace_id"])
          .where("namespaces.name_key", "=", nameKey(namespace))
          .where("repos.name_key", "=", nameKey(name))
          .executeTakeFirst();
        if (found === undefined) return null;
        await tx.insertInto("doomed_repos").values({ repo_id: found.id, since: atMs }).execute();
        await tx.deleteFrom("tokens").where("repo_id", "=", found.id).execute();
        await tx.deleteFrom("repos").where("id", "=", found.id).execute();
        await tx
          .updateTable("namespaces")
          .set((expression) => ({ repo_count: expression("repo_count", "-", 1), updated_at: atMs }))
          .where("id", "=", found.namespace_id)
          .execute();
        return found.id;
      });
    },

    async notePush(id, atMs) {
      // Two pushes may note themselves in the other order; time never runs backwards.
      await db
        .updateTable("repos")
        .set({ last_push_at: atMs, updated_at: atMs })
        .where("id", "=", id)
        .where("last_push_at", "<", atMs)
        .execute();
    },

    async doom(id, atMs) {
      await db.insertInto("doomed_repos").values({ repo_id: id, since: atMs }).execute();
    },

    async listDoomed() {
      const rows = await db.selectFrom("doomed_repos").select("repo_id").execute();
      return rows.map((row) => row.repo_id);
    },

    async forgetDoomed(id) {
      await db.deleteFrom("doomed_repos").where("repo_id", "=", id).execute();
    },
  };
}

async function takeNamespace(tx: Transaction<Tables>, name: string, atMs: number): Promise<string> {
  await tx
    .insertInto("namespaces")
    .values({
      id: `ns_${randomBytes(13).toString("hex")}`,
      name,
      name_key: nameKey(name),
      repo_count: 0,
      created_at: atMs,
      updated_at: atMs,
    })
    .onConflict((conflict) => conflict.column("name_key").doNothing())
    .execute();
  const row = await tx
    .selectFrom("namespaces")
    .select("id")
    .where("name_key", "=", nameKey(name))
    .executeTakeFirstOrThrow();
  return row.id;
}

interface SelectedRepo {
  id: string;
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
