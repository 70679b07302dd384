import type { Kysely } from "kysely";
import { transact } from "./dialect";
import type { JobLease } from "./job-lease";
import { touch } from "./repos";
import type { Tables } from "./schema";

interface Expected {
  status: "ready" | "importing";
  isWritable: boolean;
  tokenId?: string;
  lease?: JobLease;
}

export interface PublishQueries {
  /** Why nothing may be published into the repo at `nowMs`, in words for who pushes; null when all is as expected. */
  refusalOf(repoId: string, expected: Expected, nowMs: number): Promise<string | null>;
  notePush(repoId: string, atMs: number): Promise<void>;
}

export function publishQueries(db: Kysely<Tables>): PublishQueries {
  return {
    async refusalOf(repoId, { status, isWritable, tokenId, lease }, nowMs) {
      const row = await db
        .selectFrom("repos")
        .leftJoin("tokens", (join) =>
          join.onRef("tokens.repo_id", "=", "repos.id").on("tokens.id", "=", tokenId ?? ""),
        )
        .leftJoin("jobs", (join) =>
          join.onRef("jobs.repo_id", "=", "repos.id").on("jobs.id", "=", lease?.id ?? ""),
        )
        .select([
          "repos.status",
          "repos.read_only",
          "tokens.id as token_id",
          "tokens.revoked_at",
          "tokens.expires_at",
          "jobs.lease_owner",
          "jobs.fence",
        ])
        .where("repos.id", "=", repoId)
        .executeTakeFirst();
      if (row === undefined) return "the repository was deleted";
      if (row.status !== status) return "the repository is not ready";
      if (isWritable && row.read_only !== 0) return "the repository is read-only";
      const ended = tokenId === undefined ? null : endOfToken(row, nowMs);
      if (ended !== null) return ended;
      const isHeld = row.lease_owner === lease?.owner && row.fence === lease?.fence;
      return lease !== undefined && !isHeld ? "the work was taken over" : null;
    },

    notePush: (repoId, atMs) =>
      transact(db, (tx) => touch(tx, repoId, { last_push_at: atMs, updated_at: atMs })),
  };
}

/** Whether a token has ended, and how; one whose row is gone went with its repo. */
function endOfToken(
  token: { token_id: string | null; revoked_at: number | null; expires_at: number | null },
  nowMs: number,
): string | null {
  if (token.token_id === null || token.revoked_at !== null) return "the token was revoked";
  return Number(token.expires_at) <= nowMs ? "the token has expired" : null;
}
