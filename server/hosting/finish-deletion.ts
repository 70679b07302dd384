import type { Hosting } from "./hosting";

/** Removes the folder of a repo whose deletion is pending; what fails now is done by the next start. */
export async function finishDeletion(
  hosting: Pick<Hosting, "storage" | "store" | "log">,
  id: string,
): Promise<void> {
  try {
    await hosting.storage.removeRepo(id);
    await hosting.store.repos.forgetPendingDeletion(id);
  } catch (error) {
    hosting.log("repo-folder-left", { repoId: id, error: String(error) });
  }
}
