import type { RepoRow } from "@/server/store/repos";
import type { Hosting } from "./hosting";
import { HostingError } from "./hosting-error";

export interface RepoAddress {
  namespace: string;
  repo: string;
}

export function repoNotFound(): HostingError {
  return new HostingError("NOT_FOUND", "Repository not found");
}

/** The repo at this address, whatever its status. */
async function findRepo(hosting: Hosting, address: RepoAddress): Promise<RepoRow> {
  const row = await hosting.store.repos.find(address.namespace, address.repo);
  if (row === null) throw repoNotFound();
  return row;
}

/** The repo, once its content is there. */
export async function findReadyRepo(hosting: Hosting, address: RepoAddress): Promise<RepoRow> {
  const row = await findRepo(hosting, address);
  if (row.status === "importing") {
    throw new HostingError("IMPORT_IN_PROGRESS", "Repository is still importing");
  }
  if (row.status === "forking") throw new HostingError("FORK_IN_PROGRESS", "Repository is still forking");
  return row;
}
