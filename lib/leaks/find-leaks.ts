import "server-only";
import pLimit from "p-limit";
import type { RepoWithRemote } from "@/contract/repos";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { bulkCalls } from "@/lib/artifacts/bulk-calls";
import { listNamespaces } from "@/lib/artifacts/namespaces";
import { getRepo, listRepos } from "@/lib/artifacts/repos";
import { candidateTokens, listTokensOf } from "@/lib/tokens/token-records";
import type { FindLeakRequest, TokenProbe } from "@/lib/wire/leak-events";
import type { LeakListener, LeakSearch, LeakWork } from "./leak-search";
import { type ProbedRepo, probeToken } from "./probe-token";
import { walkForLeaks } from "./walk-for-leaks";

/** Calls: at the hosted service's 150 ms each this stays just below its limit; ours answers so many in some milliseconds. */
const atOnce = 28;
/** Leaks whose named repos are asked at a time, before the walk. */
const namedAtOnce = 8;

interface FindOptions {
  /** Asks the repos named in the request alone, and leaves the walk through all to another time. */
  onlyNamed?: boolean;
}

/**
 * Finds the repos of leaked tokens and says whether they are alive there: in the repos that stood beside them, else by their
 * expiry among the live tokens of every repo, else by probing each. Whatever their number, those that need it share one walk.
 * What a text claims is only where to look first; every answer comes from the repo's own remote.
 */
export async function findLeaks(
  leaks: readonly FindLeakRequest[],
  listener: LeakListener,
  signal: AbortSignal,
  options: FindOptions = {},
): Promise<void> {
  const bulk = bulkCalls({ attempts: 8, waitMaxMs: Number.POSITIVE_INFINITY, atOnce });
  await bulk(() => findInBulk(leaks, listener, signal, options));
}

async function findInBulk(
  leaks: readonly FindLeakRequest[],
  listener: LeakListener,
  signal: AbortSignal,
  options: FindOptions,
): Promise<void> {
  const work: LeakWork = {
    atOnce,
    signal,
    listener,
    async probe(search, repo) {
      search.asked.add(`${repo.namespace}/${repo.name}`);
      const answer = await probeToken(repo, search.leak.secret, signal);
      search.isAlive ||= answer.verdict === "alive" || answer.verdict === "elsewhere";
      return answer;
    },
    end(search, event) {
      search.isOver = true;
      listener.tell([search.index], event);
    },
  };
  const searches = leaks.map(
    (leak, index): LeakSearch => ({ index, leak, asked: new Set(), isAlive: false, isOver: false }),
  );
  const ask = named(work, options);
  const limit = pLimit(namedAtOnce);
  await Promise.all(
    searches.map((search) =>
      limit(() => ask(search)).catch((error: unknown) => {
        if (signal.aborted) throw error;
        search.isOver = true;
        listener.fail([search.index], error);
      }),
    ),
  );
  const left = searches.filter(({ isOver }) => !isOver);
  if (left.length > 0) await walkForLeaks(left, work);
}

/** Asks the repos that stood with a leak, or any one; a search that is not over after that needs the walk. */
function named({ signal, listener, probe, end }: LeakWork, { onlyNamed = false }: FindOptions) {
  // Several leaks of one text mostly name the same repos.
  const repoNamed = onceEach((namespace, name) => repoIfThere(namespace, name, signal));
  const liveTokensOf = onceEach((namespace, name) => listTokensOf(namespace, name, "active", signal));
  const oneOfAll = onceEach(() => anyRepo(signal));

  return async (search: LeakSearch): Promise<void> => {
    const { addresses, evenIfDead = false } = search.leak;
    const found = async (answer: TokenProbe, by: "address" | "probing") => {
      const live = await liveTokensOf(answer.namespace, answer.repo);
      end(search, { type: "found", probe: answer, ...candidateTokens(live, answer, search.leak), by });
    };
    for (const { namespace, repo: name } of addresses) {
      const repo = await repoNamed(namespace, name);
      if (repo === null) continue;
      const answer = await probe(search, { ...repo, namespace });
      if (answer.verdict === "alive") return found(answer, "address");
      listener.tell([search.index], { type: "probed", probe: answer });
      if (answer.verdict === "dead" && !evenIfDead) return end(search, { type: "dead", probe: answer });
    }
    const { isAlive, asked } = search;
    if (onlyNamed && asked.size > 0) {
      return end(search, { type: "not-found", isAlive, repos: asked.size, unread: 0, onlyNamed });
    }
    if (isAlive || evenIfDead) return;
    // Any repo's remote knows whether a token is alive elsewhere or dead: one call gives the first answer.
    const first = await oneOfAll("", "");
    if (first === null) return end(search, { type: "not-found", isAlive, repos: 0, unread: 0 });
    const answer = await probe(search, first);
    if (answer.verdict === "alive") return found(answer, "probing");
    listener.tell([search.index], { type: "probed", probe: answer });
    if (answer.verdict === "dead") end(search, { type: "dead", probe: answer });
  };
}

/** What `ask` answers of a repo is asked once. */
function onceEach<T>(ask: (namespace: string, name: string) => Promise<T>) {
  const answers = new Map<string, Promise<T>>();
  return (namespace: string, name: string): Promise<T> => {
    const key = `${namespace}/${name}`;
    const answer = answers.get(key) ?? ask(namespace, name);
    answers.set(key, answer);
    return answer;
  };
}

async function repoIfThere(
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<RepoWithRemote | null> {
  try {
    return await getRepo(namespace, name, signal);
  } catch (error) {
    if (error instanceof ArtifactsError && ["not-found", "invalid"].includes(error.kind)) return null;
    throw error;
  }
}

async function anyRepo(signal: AbortSignal): Promise<ProbedRepo | null> {
  const { namespaces } = await listNamespaces({ limit: 200 }, signal);
  const namespace = namespaces.find(({ repo_count }) => repo_count > 0)?.namespace;
  if (namespace === undefined) return null;
  const { repos } = await listRepos(namespace, { limit: 1 }, signal);
  const [repo] = repos;
  return repo === undefined ? null : { namespace, name: repo.name, remote: repo.remote };
}
