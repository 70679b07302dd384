import type { Kysely, Transaction } from "kysely";
import type { Tables } from "./schema";

/** Repos whose folder is to be removed, each with the process that is at it. */
export interface PendingDeletionQueries {
  /** To be called before the folder is made: it goes unless `insert` follows. */
  notePendingDeletion(id: string, atMs: number): Promise<void>;
  listPendingDeletions(): Promise<string[]>;
  /**
   * Takes the pending deletions of a process that is no more, or those that nobody has finished since a time: they are the
   * caller's to finish, and a creation that is still on its way fails.
   */
  takePendingDeletions(which: { owner: string } | { beforeMs: number }): Promise<string[]>;
  /** To be called once the folder is gone. */
  forgetPendingDeletion(id: string): Promise<void>;
}

/** A process that has taken them over to finish them. */
const sweeperOf = (owner: string) => `sweep of ${owner}`;

export function pendingDeletionQueries(db: Kysely<Tables>, owner: string): PendingDeletionQueries {
  return {
    async notePendingDeletion(id, atMs) {
      await db.insertInto("pending_deletions").values({ repo_id: id, since: atMs, owner }).execute();
    },

    async listPendingDeletions() {
      const rows = await db.selectFrom("pending_deletions").select("repo_id").execute();
      return rows.map((row) => row.repo_id);
    },

    async takePendingDeletions(which) {
      const sweeper = sweeperOf(owner);
      const taken = await db
        .updateTable("pending_deletions")
        .set({ owner: sweeper })
        .where((eb) =>
          "owner" in which
            ? eb("owner", "in", [which.owner, sweeperOf(which.owner)])
            : eb("since", "<=", which.beforeMs),
        )
        .returning("repo_id")
        .execute();
      return taken.map((row) => row.repo_id);
    },

    async forgetPendingDeletion(id) {
      await db.deleteFrom("pending_deletions").where("repo_id", "=", id).execute();
    },
  };
}

/** Ends what was noted of a repo that is to stay. False when there was nothing of this owner, or it was taken over. */
export async function endPendingDeletion(
  tx: Transaction<Tables>,
  id: string,
  owner: string,
): Promise<boolean> {
  const ended = await tx
    .deleteFrom("pending_deletions")
    .where("repo_id", "=", id)
    .returning("owner")
    .executeTakeFirst();
  return ended?.owner === owner;
}
