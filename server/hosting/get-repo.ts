import type { RepoWithRemote } from "@/contract/repos";
import { describeRepo } from "./describe-repo";
import { findReadyRepo, type RepoAddress } from "./find-repo";
import type { Hosting } from "./hosting";

export async function getRepo(hosting: Hosting, address: RepoAddress): Promise<RepoWithRemote> {
  return describeRepo(hosting, await findReadyRepo(hosting, address));
}
