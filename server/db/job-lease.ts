import type { ExpressionBuilder } from "kysely";
import type { Tables } from "./schema";

export type JobKind = "import" | "maintain" | "sweep";

/** Proof that a job is still ours: every claim raises the fence, so that a holder whose lease ran out is refused. */
export interface JobLease {
  id: string;
  owner: string;
  fence: number;
}

/** The job, as long as it is the holder's. */
export const heldBy = (lease: JobLease) => (jobs: ExpressionBuilder<Tables, "jobs">) =>
  jobs.and({ id: lease.id, lease_owner: lease.owner, fence: lease.fence });
