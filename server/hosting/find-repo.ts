import { errorTable } from "@/contract/errors";
import type { RepoRow } from "@/server/db/repos";
import type { Hosting } from "./hosting";
import { HostingError } from "./hosting-error";

export interface RepoAddress {
  namespace: string;
  repo: string;
}

export function repoNotFound(): HostingError {
  return new HostingError("NOT_FOUND", "Repository not found");
}

/** That there is no repo at this address; where an import has failed lately, with the reason. */
export async function nothingAt(hosting: Hosting, address: RepoAddress): Promise<HostingError> {
  const failure = await hosting.store.imports.findFailure(address.namespace, address.repo, hosting.now());
  return failure === null
    ? repoNotFound()
    : new HostingError("NOT_FOUND", "Repository not found", { messages: [failure] });
}

/** The repo at this address, whatever its status. */
async function findRepo(hosting: Hosting, address: RepoAddress): Promise<RepoRow> {
  const row = await hosting.store.repos.find(address.namespace, address.repo);
  if (row === null) throw await nothingAt(hosting, address);
  return row;
}

/** The repo, once its content is there. */
export async function findReadyRepo(hosting: Hosting, address: RepoAddress): Promise<RepoRow> {
  const row = await findRepo(hosting, address);
  if (row.status === "importing") {
    const message = await hosting.imports.progressOf(row.id);
    throw new HostingError("IMPORT_IN_PROGRESS", "Repository is still importing, try again later", {
      messages: [{ code: errorTable.IMPORT_IN_PROGRESS.code, message }],
    });
  }
  if (row.status === "forking") throw new HostingError("FORK_IN_PROGRESS", "Repository is still forking");
  return row;
}
