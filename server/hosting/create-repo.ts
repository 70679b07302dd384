import { namespaceName } from "@/contract/names";
import type { CreateRepoRequest, CreateRepoResult } from "@/contract/repos";
import { ttlDefaultSeconds } from "@/contract/tokens";
import { failPoint } from "@/server/fail-point";
import { remoteOf } from "./describe-repo";
import { finishDeletion } from "./finish-deletion";
import type { Hosting } from "./hosting";
import { HostingError } from "./hosting-error";
import { newToken } from "./new-token";
import { makeRepoId } from "./repo-id";

/**
 * Makes an empty repo and its first token. The folder comes first, its deletion pending until the row that names it is written; a
 * process killed in between leaves a folder that the next start removes, and a free name.
 */
export async function createRepo(
  hosting: Hosting,
  namespace: string,
  request: CreateRepoRequest,
): Promise<CreateRepoResult> {
  const checked = namespaceName.safeParse(namespace);
  if (!checked.success) {
    const message = checked.error.issues[0]?.message ?? "Not a valid namespace name.";
    throw new HostingError("INVALID_INPUT", message, { pointer: "/namespace" });
  }
  if ((await hosting.store.repos.find(namespace, request.name)) !== null) throw nameTaken();

  const id = makeRepoId();
  const defaultBranch = request.default_branch ?? "main";
  const nowMs = hosting.now();
  const token = newToken({ repoId: id, scope: "write", ttlSeconds: ttlDefaultSeconds, nowMs });
  await hosting.store.repos.notePendingDeletion(id, nowMs);
  failPoint("create:deletion-pending");
  let isInserted = false;
  try {
    await hosting.storage.createRepo(id, defaultBranch);
    isInserted = await hosting.store.repos.insert(
      namespace,
      {
        id,
        name: request.name,
        description: request.description ?? null,
        defaultBranch,
        readOnly: request.read_only ?? false,
        status: "ready",
        source: null,
        createdAtMs: nowMs,
        updatedAtMs: nowMs,
        lastPushAtMs: null,
      },
      { token: token.row, wasPending: true },
    );
    failPoint("create:inserted");
  } finally {
    if (!isInserted) await finishDeletion(hosting, id);
  }
  if (!isInserted) throw nameTaken();

  const created = await hosting.store.repos.find(namespace, request.name);
  return {
    id,
    name: request.name,
    description: request.description ?? null,
    default_branch: defaultBranch,
    remote: remoteOf(hosting, { namespace: created?.namespace ?? namespace, name: request.name }),
    token: token.plaintext,
  };
}

export function nameTaken(): HostingError {
  return new HostingError("ALREADY_EXISTS", "Repository already exists", { pointer: "/name" });
}
