import "server-only";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { waitingSeconds } from "@/lib/artifacts/bulk-calls";
import { eachNamespace } from "@/lib/artifacts/namespaces";
import { eachRepoPage } from "@/lib/artifacts/repos";
import { visitConcurrently } from "@/lib/artifacts/visit-concurrently";
import { candidateTokens, endsAt, listTokensOf } from "@/lib/tokens/token-records";
import type { LabelledToken } from "@/lib/wire/answers";
import type { LeakSearch, LeakWork } from "./leak-search";
import type { ProbedRepo } from "./probe-token";

const progressEveryMs = 250;

/**
 * Visits every repo once for all the searches: its tokens are listed at most once, and only leaks that they fit, or that
 * name no expiry, are tried on its remote. A search is over with its find; the walk, with the last one.
 */
export async function walkForLeaks(
  searches: readonly LeakSearch[],
  { atOnce, signal, listener, probe, end }: LeakWork,
): Promise<void> {
  const left = () => searches.filter(({ isOver }) => !isOver);
  const placesOf = (some: readonly LeakSearch[]) => some.map(({ index }) => index);
  const unread = new Map<LeakSearch, number>();
  const seen = { repos: 0, tokens: 0 };
  let reposTotal: number | null = null;
  let toldAt = 0;
  const tellProgress = () => {
    const waiting = left();
    if (waiting.length === 0 || Date.now() - toldAt < progressEveryMs) return;
    toldAt = Date.now();
    const event = { type: "progress", ...seen, reposTotal, waitingSeconds: waitingSeconds() } as const;
    listener.tell(placesOf(waiting), event);
  };
  const state = searches.some(({ leak }) => leak.evenIfDead) ? "all" : "active";

  const lookIn = async (search: LeakSearch, repo: ProbedRepo, listTokens: () => Promise<LabelledToken[]>) => {
    const { expiresAt, evenIfDead = false } = search.leak;
    const mayBeIts =
      expiresAt === null
        ? !search.asked.has(`${repo.namespace}/${repo.name}`)
        : (await listTokens()).some(
            (token) => (evenIfDead || token.state === "active") && endsAt(token, expiresAt),
          );
    if (!mayBeIts || search.isOver) return;
    const answer = await probe(search, repo);
    const isIts = answer.verdict === "alive" || (expiresAt !== null && evenIfDead);
    // Visits run in parallel: only the first find is reported.
    if (!isIts || search.isOver) return;
    search.isOver = true;
    // That the token is alive is reported even where its record cannot be read.
    const tokens = await listTokens().catch((error: unknown) => {
      if (isPassable(error)) return [];
      search.isOver = false;
      throw error;
    });
    const by = expiresAt === null ? "probing" : "expiry";
    end(search, { type: "found", probe: answer, ...candidateTokens(tokens, answer, search.leak), by });
  };

  const visit = async ({ namespace, name, remote }: ProbedRepo) => {
    let listing: Promise<LabelledToken[]> | null = null;
    const listTokens = () => {
      listing ??= listTokensOf(namespace, name, state, signal).then((tokens) => {
        seen.tokens += tokens.length;
        return tokens;
      });
      return listing;
    };
    const looking = left().map(async (search) => {
      try {
        await lookIn(search, { namespace, name, remote }, listTokens);
      } catch (error) {
        // Deleted while we walk, importing, or failing: the others may still hold the answer.
        if (!isPassable(error)) throw error;
        if (error.kind !== "not-found") unread.set(search, (unread.get(search) ?? 0) + 1);
      }
    });
    await Promise.all(looking);
    seen.repos += 1;
    tellProgress();
  };

  async function* reposWhileAnyIsLeft(): AsyncGenerator<ProbedRepo, void> {
    for await (const repo of eachRepoOfAll(signal)) {
      yield repo;
      if (left().length === 0) return;
    }
  }

  try {
    reposTotal = await countRepos(signal);
    tellProgress();
    await visitConcurrently(reposWhileAnyIsLeft(), atOnce, visit);
  } catch (error) {
    if (signal.aborted) throw error;
    if (left().length === 0) return;
    listener.fail(placesOf(left()), error);
    return;
  }
  for (const search of left()) {
    const { isAlive } = search;
    end(search, { type: "not-found", isAlive, repos: seen.repos, unread: unread.get(search) ?? 0 });
  }
}

/** How many there are, by the namespaces' own counts. */
async function countRepos(signal: AbortSignal): Promise<number> {
  let count = 0;
  for await (const { repo_count } of eachNamespace(signal)) count += repo_count;
  return count;
}

/** Every repo of every namespace once, the newest of each first. */
async function* eachRepoOfAll(signal: AbortSignal): AsyncGenerator<ProbedRepo, void> {
  const newestFirst = { sort: "created_at", direction: "desc" } as const;
  for await (const { namespace } of eachNamespace(signal)) {
    for await (const { repos } of eachRepoPage(namespace, newestFirst, { signal })) {
      for (const { name, remote } of repos) yield { namespace, name, remote };
    }
  }
}

const isPassable = (error: unknown): error is ArtifactsError =>
  error instanceof ArtifactsError && error.kind !== "unauthorized";
