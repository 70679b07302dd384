import type { Hosting } from "./hosting";

/** Whether the store answers and the disk takes a write. The reason for a failure goes only to the log: the route is public. */
export async function checkHealth(hosting: Hosting): Promise<boolean> {
  try {
    await hosting.store.settings.proveWritable(hosting.now());
    return true;
  } catch (error) {
    hosting.log("health-check-failed", { error: String(error) });
    return false;
  }
}
