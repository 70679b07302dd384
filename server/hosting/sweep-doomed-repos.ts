import type { Hosting } from "./hosting";

/**
 * Removes the folders of repos whose creation or deletion was cut short. Only folders that the store has doomed go: one
 * that it does not know at all (a restored older database, say) is somebody's work, and is left alone.
 */
export async function sweepDoomedRepos(hosting: Hosting): Promise<void> {
  for (const id of await hosting.store.repos.listDoomed()) {
    await hosting.storage.removeRepo(id);
    await hosting.store.repos.forgetDoomed(id);
    hosting.log("doomed-repo-removed", { repoId: id });
  }
}
