import type { Hosting } from "./hosting";

/** Removes the folder of a doomed repo; what fails now is done by the next start. */
export async function removeDoomedRepo(
  hosting: Pick<Hosting, "storage" | "store" | "log">,
  id: string,
): Promise<void> {
  try {
    await hosting.storage.removeRepo(id);
    await hosting.store.repos.forgetDoomed(id);
  } catch (error) {
    hosting.log("repo-folder-left", { repoId: id, error: String(error) });
  }
}
