/** The steps at which the crash tests end the service, in the order in which they come. */
export const failPoints = [
  "create:deletion-pending",
  "create:folder-filled",
  "create:folder-renamed",
  "create:inserted",
  "fork:deletion-pending",
  "fork:objects-linked",
  "fork:folder-filled",
  "fork:folder-renamed",
  "fork:inserted",
  "import:inserted",
  "import:folder-made",
  "import:staged",
  "import:published",
  "import:finished",
  "import:failed",
  "push:staged",
  "push:connected",
  "push:pack-moved",
  "push:index-moved",
  "push:refs-moved",
  "push:noted",
  "delete:row-removed",
  "delete:folder-moved",
  "delete:folder-removed",
  "maintain:begun",
  "maintain:graph-written",
  "maintain:packs-touched",
  "maintain:repacked",
  "maintain:refs-packed",
  "expire:packed",
  "expire:index-dropped",
  "expire:pack-moved",
  "expire:old-index-removed",
  "expire:done",
] as const;

export type FailPoint = (typeof failPoints)[number];

const failAt = process.env.VITRINE_FAIL_AT;

/** For the crash tests alone: ends the process as kill -9 does when `VITRINE_FAIL_AT` names this step. */
export function failPoint(step: FailPoint): void {
  if (failAt === step) process.kill(process.pid, "SIGKILL");
}
