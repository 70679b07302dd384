import { failPoint } from "@/server/fail-point";
import { nothingAt, type RepoAddress } from "./find-repo";
import { finishDeletion } from "./finish-deletion";
import type { Hosting } from "./hosting";

/** The row and its tokens go first, so that the name is free and Git refused at once; then the folder. */
export async function deleteRepo(hosting: Hosting, address: RepoAddress): Promise<{ id: string }> {
  const id = await hosting.store.repos.remove(address.namespace, address.repo, hosting.now());
  if (id === null) throw await nothingAt(hosting, address);
  failPoint("delete:row-removed");
  await hosting.imports.cancel(id);
  await finishDeletion(hosting, id);
  failPoint("delete:folder-removed");
  return { id };
}
