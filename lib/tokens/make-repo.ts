import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import type { CreateRepoResult, RepoWithRemote } from "@/contract/repos";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { isConnectionReset } from "@/lib/artifacts/client";
import { listRepos } from "@/lib/artifacts/repos";
import type { InitialToken, MadeRepo } from "@/lib/wire/initial-token";
import { decideInitialToken, decideUnheardToken } from "./initial-tokens";
import { auditTokenAct } from "./token-audit-log";

interface Wanted {
  namespace: string;
  name: string;
  /** Whether somebody wants the write token that comes with it. */
  isKept: boolean;
}

/** A repo may be listed a moment after its call broke off. */
const looksAfterMs = [0, 500, 1_500];
const looksTimeoutMs = 10_000;
/** Between the dashboard's clock and that of Artifacts. */
const clocksDifferMs = 5_000;

/**
 * Makes a repo and decides over the token that it comes with. An answer that is lost on its way loses neither: a repo of this
 * name that came into being meanwhile is the one that was asked for. Its secret nobody has seen. Where none has, and the
 * connection was closed as the call went out, as happens to one that was kept alive too long, it is asked for once more.
 */
export async function makeRepo<T extends CreateRepoResult>(
  { namespace, name, isKept }: Wanted,
  make: () => Promise<T>,
): Promise<(Omit<T, "token"> & { initialToken: InitialToken }) | MadeRepo> {
  const sinceMs = Date.now() - clocksDifferMs;
  const makeOrFind = async (isAgain: boolean): Promise<T | RepoWithRemote> => {
    try {
      // A repo comes into being with a live write token: making one is minting one.
      return await auditTokenAct({ act: "mint", namespace, repo: name }, make);
    } catch (error) {
      const found = mayBeDone(error, isAgain) ? await findMade(namespace, name, sinceMs) : null;
      if (found !== null) return found;
      if (isAgain || !isConnectionReset(error)) throw error;
      return makeOrFind(true);
    }
  };
  const made = await makeOrFind(false);
  if ("token" in made) return decideInitialToken(namespace, made, { isKept });
  const { id, description, default_branch, remote } = made;
  const initialToken = await decideUnheardToken({ namespace, repo: made.name }, { isKept });
  return { id, name: made.name, description, default_branch, remote, initialToken };
}

/**
 * No answer, or one that speaks of no field: the fault of a remote that cannot be reached is said of its address. Asked for
 * again, a name that is taken may be taken by the first call.
 */
function mayBeDone(error: unknown, isAgain: boolean): boolean {
  if (!(error instanceof ArtifactsError)) return false;
  if (isAgain && error.kind === "conflict") return true;
  return error.kind === "unreachable" || (error.kind === "upstream" && error.pointer === undefined);
}

/** From the list, for it also holds what is still importing or forking. */
async function findMade(namespace: string, name: string, sinceMs: number): Promise<RepoWithRemote | null> {
  const signal = AbortSignal.timeout(looksTimeoutMs);
  const query = { search: name, sort: "created_at", direction: "desc", limit: 200 } as const;
  for (const afterMs of looksAfterMs) {
    await pause(afterMs);
    const { repos } = await listRepos(namespace, query, signal).catch(() => ({ repos: [] }));
    const made = repos.find(
      (repo) => repo.name.toLowerCase() === name.toLowerCase() && Date.parse(repo.created_at) >= sinceMs,
    );
    if (made !== undefined) return made;
  }
  return null;
}
