import type { Kysely } from "kysely";
import { heldBy, type JobKind, type JobLease } from "./job-lease";
import type { Tables } from "./schema";

export interface JobProgressQueries {
  /** Says how far a job is. False when the job is gone or has another holder: the caller must stop. */
  noteProgress(lease: JobLease, progress: string): Promise<boolean>;
  /** How far the job of this kind for a repo is, whoever runs it; null when nobody has said so yet, or there is none. */
  findProgress(kind: JobKind, repoId: string): Promise<string | null>;
}

export function jobProgressQueries(db: Kysely<Tables>): JobProgressQueries {
  return {
    async noteProgress(lease, progress) {
      const noted = await db
        .updateTable("jobs")
        .set({ progress })
        .where(heldBy(lease))
        .returning("id")
        .executeTakeFirst();
      return noted !== undefined;
    },

    async findProgress(kind, repoId) {
      const row = await db
        .selectFrom("jobs")
        .select("progress")
        .where("repo_id", "=", repoId)
        .where("kind", "=", kind)
        .executeTakeFirst();
      return row?.progress ?? null;
    },
  };
}
