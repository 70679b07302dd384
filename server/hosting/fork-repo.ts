import { forkSource } from "@/contract/repo-source";
import type { ForkRepoRequest, ForkRepoResult } from "@/contract/repos";
import { ttlDefaultSeconds } from "@/contract/tokens";
import { failPoint } from "@/server/fail-point";
import { nameTaken } from "./create-repo";
import { remoteOf } from "./describe-repo";
import { findReadyRepo, type RepoAddress, repoNotFound } from "./find-repo";
import { finishDeletion } from "./finish-deletion";
import type { Hosting } from "./hosting";
import { newToken } from "./new-token";
import { makeRepoId } from "./repo-id";

/**
 * Makes a repo with what another one holds, in the same namespace, and its first token. Ordered as a creation is: the
 * folder is due for deletion until the row that names it is written. A fork is not visible before it is whole.
 */
export async function forkRepo(
  hosting: Hosting,
  address: RepoAddress,
  request: ForkRepoRequest,
  signal: AbortSignal,
): Promise<ForkRepoResult> {
  const parent = await findReadyRepo(hosting, address);
  if ((await hosting.store.repos.find(parent.namespace, request.name)) !== null) throw nameTaken();

  const id = makeRepoId();
  await hosting.store.repos.notePendingDeletion(id, hosting.now());
  failPoint("fork:deletion-pending");
  let inserted: { token: string; objectCount: number; defaultBranch: string } | null = null;
  try {
    const { objectCount, defaultBranch } = await hosting.storage.forkRepo(parent.id, id, {
      defaultBranchOnly: request.default_branch_only ?? false,
      signal,
    });
    const nowMs = hosting.now();
    const token = newToken({ repoId: id, scope: "write", ttlSeconds: ttlDefaultSeconds, nowMs });
    const isInserted = await hosting.store.repos.insert(
      parent.namespace,
      {
        id,
        name: request.name,
        description: request.description ?? null,
        // HEAD decides; what the row of the parent says is a copy.
        defaultBranch,
        readOnly: request.read_only ?? false,
        status: "ready",
        source: forkSource(parent.namespace, parent.name),
        createdAtMs: nowMs,
        updatedAtMs: nowMs,
        lastPushAtMs: null,
      },
      { token: token.row, wasPending: true },
    );
    failPoint("fork:inserted");
    if (isInserted) inserted = { token: token.plaintext, objectCount, defaultBranch };
  } catch (error) {
    // Between the look-up and the copy the parent may have been deleted.
    if (await isGone(hosting, parent.id)) throw repoNotFound();
    throw error;
  } finally {
    if (inserted === null) await finishDeletion(hosting, id);
  }
  if (inserted === null) throw nameTaken();
  // What was packed anew has none of what makes the parent fast to read.
  if (request.default_branch_only) hosting.maintenance.notePush(id);
  return {
    id,
    name: request.name,
    description: request.description ?? null,
    default_branch: inserted.defaultBranch,
    remote: remoteOf(hosting, { namespace: parent.namespace, name: request.name }),
    token: inserted.token,
    objects: inserted.objectCount,
  };
}

async function isGone(hosting: Hosting, repoId: string): Promise<boolean> {
  return !(await hosting.store.repos.hasId(repoId));
}
