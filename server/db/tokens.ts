import type { Kysely } from "kysely";
import { locked, transact, withParameters } from "./dialect";
import { canBeName, nameKey } from "./name-key";
import type { Tables } from "./schema";

/** A token as its row is written. Only the hash of the secret is kept. */
export interface NewToken {
  id: string;
  repo_id: string;
  secret_hash: string;
  scope: "read" | "write";
  created_at: number;
  expires_at: number;
  revoked_at: null;
}

export interface TokenRow {
  id: string;
  scope: "read" | "write";
  createdAtMs: number;
  expiresAtMs: number;
  revokedAtMs: number | null;
}

/** A token together with the repo it opens. */
interface TokenGrant extends TokenRow {
  repoId: string;
  repo: string;
  namespace: string;
  readOnly: boolean;
  status: "ready" | "creating" | "importing" | "forking";
}

type TokenFilter = "active" | "expired" | "revoked" | "all";

export interface TokenQueries {
  /** False when the repo is gone. */
  insert(token: NewToken): Promise<boolean>;
  findGrant(secretHash: string): Promise<TokenGrant | null>;
  /** Newest first, with the number of all tokens in that state. */
  list(range: {
    repoId: string;
    state: TokenFilter;
    nowMs: number;
    offset: number;
    limit: number;
  }): Promise<{ tokens: TokenRow[]; totalCount: number }>;
  /** True when the namespace holds such a token, also when it was revoked before; the first time counts. */
  revoke(namespace: string, id: string, atMs: number): Promise<boolean>;
}

export function tokenQueries(db: Kysely<Tables>): TokenQueries {
  // Asked by every request of git: put together once.
  const grantOf = db
    .selectFrom("tokens")
    .innerJoin("repos", "repos.id", "tokens.repo_id")
    .innerJoin("namespaces", "namespaces.id", "repos.namespace_id")
    .select([
      "tokens.id",
      "tokens.scope",
      "tokens.created_at as createdAtMs",
      "tokens.expires_at as expiresAtMs",
      "tokens.revoked_at as revokedAtMs",
      "repos.id as repoId",
      "repos.name as repo",
      "namespaces.name as namespace",
      "repos.read_only",
      "repos.status",
    ])
    .where("tokens.secret_hash", "=", "")
    .compile();

  return {
    insert(token) {
      return transact(db, async (tx) => {
        const repo = await locked(
          tx,
          tx.selectFrom("repos").select("id").where("id", "=", token.repo_id),
        ).executeTakeFirst();
        if (repo === undefined) return false;
        await tx.insertInto("tokens").values(token).execute();
        return true;
      });
    },

    async findGrant(secretHash) {
      const { rows } = await db.executeQuery(withParameters(grantOf, [secretHash]));
      const [row] = rows;
      if (row === undefined) return null;
      const { read_only, ...grant } = row;
      return { ...grant, readOnly: read_only !== 0 };
    },

    async list({ repoId, state, nowMs, offset, limit }) {
      let matching = db.selectFrom("tokens").where("repo_id", "=", repoId);
      if (state === "revoked") matching = matching.where("revoked_at", "is not", null);
      else if (state !== "all") {
        matching = matching
          .where("revoked_at", "is", null)
          .where("expires_at", state === "active" ? ">" : "<=", nowMs);
      }
      const counted = await matching
        .select((expression) => expression.fn.countAll<number>().as("total"))
        .executeTakeFirstOrThrow();
      const tokens = await matching
        .select([
          "id",
          "scope",
          "created_at as createdAtMs",
          "expires_at as expiresAtMs",
          "revoked_at as revokedAtMs",
        ])
        .orderBy("created_at", "desc")
        .orderBy("id", "desc")
        .limit(limit)
        .offset(offset)
        .execute();
      return { tokens, totalCount: Number(counted.total) };
    },

    async revoke(namespace, id, atMs) {
      if (!canBeName(namespace) || !canBeName(id)) return false;
      const found = await db
        .selectFrom("tokens")
        .innerJoin("repos", "repos.id", "tokens.repo_id")
        .innerJoin("namespaces", "namespaces.id", "repos.namespace_id")
        .select("tokens.id")
        .where("tokens.id", "=", id)
        .where("namespaces.name_key", "=", nameKey(namespace))
        .executeTakeFirst();
      if (found === undefined) return false;
      await db
        .updateTable("tokens")
        .set({ revoked_at: atMs })
        .where("id", "=", id)
        .where("revoked_at", "is", null)
        .execute();
      return true;
    },
  };
}
