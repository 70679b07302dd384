import type { Hosting } from "./hosting";

/**
 * Removes the folders of repos whose creation or deletion was cut short. Only folders whose deletion is noted go:
 * one that the store does not know at all (a restored older database, say) may hold a user's work, and is left alone.
 */
export async function sweepPendingDeletions(hosting: Hosting): Promise<void> {
  for (const id of await hosting.store.repos.listPendingDeletions()) {
    await hosting.storage.removeRepo(id);
    await hosting.store.repos.forgetPendingDeletion(id);
    hosting.log("doomed-repo-removed", { repoId: id });
  }
}
