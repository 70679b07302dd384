import { randomBytes } from "node:crypto";
import { branchName, namespaceName, newRepoName } from "@/contract/names";
import { importSource } from "@/contract/repo-source";
import type { CreateRepoResult, ImportRepoRequest } from "@/contract/repos";
import { ttlDefaultSeconds } from "@/contract/tokens";
import { EgressError } from "@/egress/egress-error";
import { readRemoteUrl } from "@/egress/remote-url";
import { failPoint } from "@/server/fail-point";
import type { ImportPayload } from "./attempt-import";
import { nameTaken } from "./create-repo";
import { remoteOf } from "./describe-repo";
import { findReadyRepo, type RepoAddress } from "./find-repo";
import type { Hosting } from "./hosting";
import { HostingError } from "./hosting-error";
import { newToken } from "./new-token";
import { makeRepoId } from "./repo-id";

/**
 * Looks at a remote and, when it can be imported, makes a repo that is `importing` together with the job that fills it:
 * in one transaction, so that neither is ever there alone. The job makes the folder.
 */
export async function importRepo(
  hosting: Hosting,
  address: RepoAddress,
  request: ImportRepoRequest,
): Promise<CreateRepoResult> {
  check(namespaceName.safeParse(address.namespace), "INVALID_INPUT", "/namespace");
  check(newRepoName.safeParse(address.repo), "INVALID_REPO_NAME", "/name");
  const url = readUrl(hosting, request.url);
  await refuseIfTaken(hosting, address);

  const probed = await hosting.imports.probe(url, request.branch ?? null);
  if ("kind" in probed) {
    throw new HostingError(probed.kind, probed.message, {
      ...(probed.pointer === null ? {} : { pointer: probed.pointer }),
    });
  }
  const { branch } = probed;
  check(branchName.safeParse(branch), "INVALID_INPUT", "/branch");

  const id = makeRepoId();
  const nowMs = hosting.now();
  const token = newToken({ repoId: id, scope: "write", ttlSeconds: ttlDefaultSeconds, nowMs });
  const payload: ImportPayload = { url, branch, depth: request.depth ?? null };
  const isInserted = await hosting.store.repos.insert(
    address.namespace,
    {
      id,
      name: address.repo,
      description: null,
      defaultBranch: branch,
      readOnly: request.read_only ?? false,
      status: "importing",
      source: importSource(url),
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
      lastPushAtMs: null,
    },
    {
      token: token.row,
      job: {
        id: `job_${randomBytes(13).toString("hex")}`,
        kind: "import",
        repoId: id,
        payload: JSON.stringify(payload),
        createdAtMs: nowMs,
      },
    },
  );
  if (!isInserted) {
    await refuseIfTaken(hosting, address);
    throw nameTaken();
  }
  failPoint("import:inserted");
  hosting.imports.wake();

  const created = await hosting.store.repos.find(address.namespace, address.repo);
  const namespace = created?.namespace ?? address.namespace;
  return {
    id,
    name: address.repo,
    description: null,
    default_branch: branch,
    remote: remoteOf(hosting, { namespace, name: address.repo }),
    token: token.plaintext,
  };
}

/** A name that is taken for good is a conflict; one whose repo still arrives may be free again soon, which is said. */
async function refuseIfTaken(hosting: Hosting, address: RepoAddress): Promise<void> {
  if ((await hosting.store.repos.find(address.namespace, address.repo)) === null) return;
  await findReadyRepo(hosting, address);
  throw nameTaken();
}

function readUrl(hosting: Hosting, text: string): string {
  try {
    return readRemoteUrl(text, hosting.imports.allowed).href;
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    throw new HostingError("INVALID_INPUT", error.message, { pointer: "/url" });
  }
}

function check(
  checked: { success: true } | { success: false; error: { issues: { message: string }[] } },
  kind: "INVALID_INPUT" | "INVALID_REPO_NAME",
  pointer: string,
): void {
  if (checked.success) return;
  throw new HostingError(kind, checked.error.issues[0]?.message ?? "Not a valid name.", { pointer });
}
