import type { Kysely } from "kysely";
import { transact } from "./dialect";
import type { JobLease } from "./job-lease";
import { endJob } from "./jobs";
import { canBeName, nameKey } from "./name-key";
import { removeRow, touch } from "./repos";
import type { Tables } from "./schema";

/** Why an import failed, as the envelope says it. */
export interface ImportFailure {
  code: number;
  message: string;
}

export interface ImportQueries {
  /** Makes the repo available and ends its job. False when the job is no longer ours, or the repo is gone. */
  finish(repoId: string, lease: JobLease, atMs: number): Promise<boolean>;
  /**
   * Removes the repo, its tokens and its job, notes that its folder is to be deleted and keeps the reason under its name until `untilMs`: all in
   * one transaction. False, and nothing changed, when the job is no longer ours.
   */
  fail(
    repoId: string,
    lease: JobLease,
    failure: ImportFailure & { atMs: number; untilMs: number },
  ): Promise<boolean>;
  /** Why the last import of that name failed, while that is remembered. */
  findFailure(namespace: string, name: string, nowMs: number): Promise<ImportFailure | null>;
}

/** `owner` is the process that removes repos through these queries. */
export function importQueries(db: Kysely<Tables>, owner: string): ImportQueries {
  return {
    finish(repoId, lease, atMs) {
      return transact(db, async (tx) => {
        if (!(await endJob(tx, lease))) return false;
        const opened = await tx
          .updateTable("repos")
          .set({ status: "ready" })
          .where("id", "=", repoId)
          .where("status", "=", "importing")
          .returning("id")
          .executeTakeFirst();
        if (opened === undefined) return false;
        await touch(tx, repoId, { updated_at: atMs });
        return true;
      });
    },

    fail(repoId, lease, { code, message, atMs, untilMs }) {
      return transact(db, async (tx) => {
        if (!(await endJob(tx, lease))) return false;
        const repo = await tx
          .selectFrom("repos")
          .innerJoin("namespaces", "namespaces.id", "repos.namespace_id")
          .select(["repos.namespace_id", "repos.name_key", "namespaces.name_key as namespace_key"])
          .where("repos.id", "=", repoId)
          .executeTakeFirst();
        if (repo === undefined) return true;
        const kept = { code, message, expires_at: untilMs };
        await tx.deleteFrom("failed_imports").where("expires_at", "<=", atMs).execute();
        await tx
          .insertInto("failed_imports")
          .values({ namespace_key: repo.namespace_key, name_key: repo.name_key, ...kept })
          .onConflict((conflict) => conflict.columns(["namespace_key", "name_key"]).doUpdateSet(kept))
          .execute();
        await removeRow(tx, { id: repoId, namespace_id: repo.namespace_id }, { atMs, owner });
        return true;
      });
    },

    async findFailure(namespace, name, nowMs) {
      if (!canBeName(namespace) || !canBeName(name)) return null;
      const row = await db
        .selectFrom("failed_imports")
        .select(["code", "message"])
        .where("namespace_key", "=", nameKey(namespace))
        .where("name_key", "=", nameKey(name))
        .where("expires_at", ">", nowMs)
        .executeTakeFirst();
      return row ?? null;
    },
  };
}
