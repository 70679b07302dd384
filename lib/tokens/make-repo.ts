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
  /** Whether the caller wants the write token that comes with it. */
  isKept: boolean;
}

/** A repo may be listed a moment after its call broke off. */
const looksAfterMs = [0, 500, 1_500];
const looksTimeoutMs = 10_000;
/** Between the dashboard's clock and that of Artifacts. */
const clocksDifferMs = 5_000;

/**
 * Makes a repo and decides what becomes of the token that it comes with. A lost answer loses neither: a repo of this name
 * that was made meanwhile is the one that was asked for, though its secret is lost. Where there is none, and the connection
 * was closed as the call went out, as happens to one that was kept alive too long, the call is made once more.
 */
export async function makeRepo<T extends CreateRepoResult>(
  { namespace, name, isKept }: Wanted,
  make: () => Promise<T>,
): Promise<(Omit<T, "token"> & { initialToken: InitialToken }) | MadeRepo> {
  const sinceMs = Date.now() - clocksDifferMs;
  const makeOrFind = async (isAgain: boolean): Promise<T | RepoWithRemote> => {
    try {
      // A repo is made with a live write token: making a repo is minting a token.
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
 * No answer, or a failure that names no field: that of an unreachable remote names the field of its address. On the second
 * call, a name that is taken may have been taken by the first.
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
