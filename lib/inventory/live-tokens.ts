import type { InventoryToken, RepoTokens } from "@/lib/wire/inventory-events";
import { type RatedToken, rateRisk } from "./rate-risk";

/** What is known to live, by repo, while it is being read; one object, changed in place: 30,000 tokens are not copied for one. */
export interface LiveTokens {
  readonly count: number;
  put(repos: readonly RepoTokens[]): void;
  /** Takes out what was revoked. */
  remove(ids: Iterable<string>): void;
  clear(): void;
  has(id: string): boolean;
  /** Those that live at `now` (unix milliseconds), with their risk, in no order; what has ended by then is taken out. */
  list(now: number): RatedToken[];
}

export function createLiveTokens(): LiveTokens {
  const repos = new Map<string, InventoryToken[]>();
  const repoOf = new Map<string, string>();
  const drop = (repo: string) => {
    for (const { id } of repos.get(repo) ?? []) repoOf.delete(id);
    repos.delete(repo);
  };
  return {
    get count() {
      return repoOf.size;
    },
    put(read) {
      for (const { repo, tokens } of read) {
        drop(repo);
        if (tokens.length > 0) repos.set(repo, tokens);
        for (const { id } of tokens) repoOf.set(id, repo);
      }
    },
    remove(ids) {
      for (const id of ids) {
        const repo = repoOf.get(id);
        const tokens = repo === undefined ? undefined : repos.get(repo);
        if (repo !== undefined && tokens !== undefined) {
          repos.set(
            repo,
            tokens.filter((token) => token.id !== id),
          );
        }
        repoOf.delete(id);
      }
    },
    clear() {
      repos.clear();
      repoOf.clear();
    },
    has: (id) => repoOf.has(id),
    list(now) {
      const tokens: RatedToken[] = [];
      for (const [repo, known] of repos) {
        for (const token of known) {
          if (token.expiresAt > now) tokens.push({ ...token, repo, risk: rateRisk(token, now) });
          else repoOf.delete(token.id);
        }
      }
      return tokens;
    },
  };
}
