import type { Kysely, Transaction } from "kysely";
import { locked, transact } from "./dialect";
import { heldBy, type JobKind, type JobLease } from "./job-lease";
import { type JobProgressQueries, jobProgressQueries } from "./job-progress";
import type { Tables } from "./schema";

/** A job as it is put in line. */
export interface NewJob {
  id: string;
  kind: JobKind;
  repoId: string;
  /** JSON for the process that runs the job. */
  payload: string;
  createdAtMs: number;
}

export interface ClaimedJob {
  lease: JobLease;
  repoId: string;
  payload: string;
  /** How often it was begun, this time included. */
  attempts: number;
}

export interface JobQueries extends JobProgressQueries {
  /** Takes the oldest job that is not held, or whose lease has run out. Null when there is none. */
  claim(wanted: {
    kind: JobKind;
    owner: string;
    nowMs: number;
    leaseUntilMs: number;
  }): Promise<ClaimedJob | null>;
  /** False when the job is gone or has another holder: the caller must stop. */
  renew(lease: JobLease, leaseUntilMs: number): Promise<boolean>;
  /**
   * Puts the one job of this kind for a repo in line, due at `atMs`; one that waits for a later time is moved up, and one
   * that runs comes back then.
   */
  schedule(job: { kind: JobKind; repoId: string; atMs: number; nowMs: number }): Promise<void>;
  /** Ends a job, or puts it back in line for later, or for when it was wanted while it ran. Nothing changes when it is no longer ours. */
  finish(lease: JobLease, againAtMs: number | null): Promise<void>;
  /** When the next job may be claimed, null when there is none. */
  nextDue(kind: JobKind): Promise<number | null>;
  /** Puts a job back in line, as if it had not been begun. */
  release(lease: JobLease): Promise<void>;
  /** Puts back in line what an earlier process of this owner held when it ended. Answers how many. */
  releaseAllOf(owner: string): Promise<number>;
  count(kind: JobKind): Promise<number>;
}

export function jobQueries(db: Kysely<Tables>): JobQueries {
  return {
    ...jobProgressQueries(db),

    async claim({ kind, owner, nowMs, leaseUntilMs }) {
      while (true) {
        const next = await db
          .selectFrom("jobs")
          .select(["id", "fence", "repo_id", "payload", "attempts"])
          .where("kind", "=", kind)
          .where("lease_until", "<=", nowMs)
          .orderBy("created_at")
          .orderBy("id")
          .limit(1)
          .executeTakeFirst();
        if (next === undefined) return null;
        const fence = Number(next.fence) + 1;
        const attempts = next.attempts + 1;
        const taken = await db
          .updateTable("jobs")
          .set({
            state: "running",
            lease_owner: owner,
            lease_until: leaseUntilMs,
            fence,
            attempts,
            again_at: null,
            progress: null,
          })
          .where("id", "=", next.id)
          // The fence as it was read: of two processes that saw the same job, one gets it.
          .where("fence", "=", next.fence)
          .returning("id")
          .executeTakeFirst();
        if (taken === undefined) continue;
        const lease = { id: next.id, owner, fence };
        return { lease, repoId: next.repo_id, payload: next.payload, attempts };
      }
    },

    async renew(lease, leaseUntilMs) {
      const kept = await db
        .updateTable("jobs")
        .set({ lease_until: leaseUntilMs })
        .where(heldBy(lease))
        .returning("id")
        .executeTakeFirst();
      return kept !== undefined;
    },

    async schedule({ kind, repoId, atMs, nowMs }) {
      await db
        .insertInto("jobs")
        .values({
          id: `${kind}:${repoId}`,
          kind,
          repo_id: repoId,
          state: "queued",
          attempts: 0,
          lease_owner: null,
          lease_until: atMs,
          fence: 0,
          payload: "{}",
          created_at: nowMs,
        })
        .onConflict((conflict) =>
          conflict
            .column("id")
            .doUpdateSet(({ eb, ref }) => ({
              lease_until: eb
                .case()
                .when("jobs.state", "=", "queued")
                .then(atMs)
                .else(ref("jobs.lease_until"))
                .end(),
              again_at: eb.case().when("jobs.state", "=", "running").then(atMs).else(null).end(),
            }))
            .where((eb) =>
              eb.or([
                eb.and([eb("jobs.state", "=", "queued"), eb("jobs.lease_until", ">", atMs)]),
                eb.and([
                  eb("jobs.state", "=", "running"),
                  eb.or([eb("jobs.again_at", "is", null), eb("jobs.again_at", ">", atMs)]),
                ]),
              ]),
            ),
        )
        .execute();
    },

    async finish(lease, againAtMs) {
      await transact(db, async (tx) => {
        const row = await locked(
          tx,
          tx.selectFrom("jobs").select("again_at").where(heldBy(lease)),
        ).executeTakeFirst();
        if (row === undefined) return;
        const wishes = [againAtMs, row.again_at].filter((wish) => wish !== null);
        if (wishes.length === 0) {
          await tx.deleteFrom("jobs").where(heldBy(lease)).execute();
          return;
        }
        await tx
          .updateTable("jobs")
          .set({ state: "queued", lease_owner: null, lease_until: Math.min(...wishes), attempts: 0 })
          .where(heldBy(lease))
          .execute();
      });
    },

    async nextDue(kind) {
      const row = await db
        .selectFrom("jobs")
        .select("lease_until")
        .where("kind", "=", kind)
        .orderBy("lease_until")
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : Number(row.lease_until);
    },

    async release(lease) {
      await db
        .updateTable("jobs")
        .set((expression) => ({
          state: "queued",
          lease_owner: null,
          lease_until: 0,
          progress: null,
          attempts: expression("attempts", "-", 1),
        }))
        .where(heldBy(lease))
        .execute();
    },

    async releaseAllOf(owner) {
      const released = await db
        .updateTable("jobs")
        .set({ state: "queued", lease_owner: null, lease_until: 0, progress: null })
        .where("lease_owner", "=", owner)
        .returning("id")
        .execute();
      return released.length;
    },

    async count(kind) {
      const row = await db
        .selectFrom("jobs")
        .select((expression) => expression.fn.countAll<number>().as("total"))
        .where("kind", "=", kind)
        .executeTakeFirstOrThrow();
      return Number(row.total);
    },
  };
}

export async function insertJob(tx: Transaction<Tables>, job: NewJob): Promise<void> {
  await tx
    .insertInto("jobs")
    .values({
      id: job.id,
      kind: job.kind,
      repo_id: job.repoId,
      state: "queued",
      attempts: 0,
      lease_owner: null,
      lease_until: 0,
      fence: 0,
      payload: job.payload,
      created_at: job.createdAtMs,
    })
    .execute();
}

/** Ends a job within a change that depends on it. False when it is no longer ours: nothing may be changed then. */
export async function endJob(tx: Transaction<Tables>, lease: JobLease): Promise<boolean> {
  const ended = await tx.deleteFrom("jobs").where(heldBy(lease)).returning("id").executeTakeFirst();
  return ended !== undefined;
}
