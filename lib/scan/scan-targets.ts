import "server-only";
import { z } from "zod";
import { type Commit, commit } from "@/contract/content";
import { logPath } from "@/contract/paths";
import type { RepoWithRemote } from "@/contract/repos";
import type { InTurn } from "@/lib/artifacts/bulk-calls";
import { callApi } from "@/lib/artifacts/client";
import { connection } from "@/lib/artifacts/connection";
import { type ContentRepo, getCommit, isNoObject, keepCommit } from "@/lib/artifacts/content";
import { eachRepoPage } from "@/lib/artifacts/repos";
import type { RepoRefs } from "@/lib/git/refs";
import { resolveRefPath } from "@/lib/reading/resolve-ref";
import { RequestError } from "@/lib/wire/request-error";
import { type ScanCursor, scanLimits } from "@/lib/wire/scan-events";

/** The commit of a branch, a tag or a hash. Throws `RequestError` when there is none. */
export async function commitOfRef(repo: ContentRepo, refs: RepoRefs, name: string): Promise<Commit> {
  const resolved = resolveRefPath(refs, name.split("/"));
  try {
    if (resolved !== null && resolved.path.length === 0)
      return await getCommit(repo, resolved.ref.commitHash);
  } catch (error) {
    if (!isNoObject(error)) throw error;
  }
  throw new RequestError("not-found", `No branch, tag or commit is called ${name}.`, "/scope/ref");
}

/** What the history hangs on, each commit once: HEAD first, then branches, then tags. */
export function tipsOf(refs: RepoRefs): { tips: string[]; leftOut: number } {
  const all = new Set([
    ...(refs.headHash === null ? [] : [refs.headHash]),
    ...refs.branches.map(({ hash }) => hash),
    ...refs.tags.map(({ commitHash }) => commitHash),
  ]);
  return { tips: [...all].slice(0, scanLimits.tips), leftOut: Math.max(0, all.size - scanLimits.tips) };
}

export interface RepoOnPage {
  page: string | null;
  repo: RepoWithRemote;
}

/** The repos of a namespace by name, from the cursor's on. One that has gone meanwhile lets its page begin again. */
export async function* eachRepoFrom(
  namespace: string,
  after: ScanCursor["repos"],
  bulk: InTurn,
  signal: AbortSignal,
): AsyncGenerator<RepoOnPage, void> {
  const query = { cursor: after?.page ?? undefined, sort: "name", direction: "asc" } as const;
  let from = after?.name ?? null;
  for await (const { cursor: page, repos } of eachRepoPage(namespace, query, { signal, inTurn: bulk })) {
    const at = from === null ? 0 : repos.findIndex(({ name }) => name === from);
    for (const repo of repos.slice(Math.max(0, at))) yield { page, repo };
    from = null;
  }
}

/** The newest commit of the default branch, in one call and without a token; null in an empty repo. */
export async function headCommit(
  repo: ContentRepo,
  bulk: InTurn,
  signal: AbortSignal,
): Promise<Commit | null> {
  const { result } = await bulk(() =>
    callApi(z.array(commit), {
      path: logPath(connection().account, repo.namespace, repo.name),
      query: { limit: 1 },
      signal,
    }),
  );
  const [newest] = result;
  if (newest === undefined) return null;
  keepCommit(repo, newest);
  return newest;
}

/** A commit as a history of one. */
export async function* onlyCommit(
  repo: ContentRepo,
  hash: string,
  bulk: InTurn,
): AsyncGenerator<Commit, void> {
  yield await bulk(() => getCommit(repo, hash));
}
