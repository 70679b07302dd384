import "server-only";
import { splitToken } from "@/contract/tokens";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { perProcess } from "@/lib/process/per-process";
import { outsideRequest } from "@/lib/process/request-id";
import { createToken } from "./create-token";
import { revokeToken } from "./revoke-token";
import { tokenAnnotations } from "./token-annotations";

export interface RepoName {
  namespace: string;
  name: string;
}

interface MintedToken {
  id: string;
  secret: string;
  expiresAtMs: number;
}

interface Held {
  repo: RepoName;
  minting: Promise<MintedToken>;
  /** Once it is there. */
  minted: MintedToken | null;
  lastUsedMs: number;
}

export interface ReadTokens {
  /**
   * Runs `work` with the secret of the repo's read token, and once more with a new token when the first is refused: it may
   * have been revoked, or belong to a repo deleted since and made anew.
   */
  use<T>(repo: RepoName, work: (secret: string) => Promise<T>): Promise<T>;
  /** Starts minting, so that it runs beside other calls. A failure shows in `use`. */
  prepare(repo: RepoName): void;
  /** Whether the token of this id is one that is held, with another secret than this. */
  holdsAnother(id: string, secret: string): boolean;
  /** Drops the token of a repo that has been deleted. */
  forget(repo: RepoName): void;
  /** Revokes what has not been used for `idleMs`. */
  revokeIdle(): Promise<void>;
  revokeAll(): Promise<void>;
}

const ttlSeconds = 3600;
const idleMs = 15 * 60_000;
/** Clocks differ, and the call itself takes time. */
const expiryMarginMs = 2 * 60_000;

/** One short read token a repo, in memory only, shared by everything that is asked about the repo. */
export function createReadTokens(now: () => number = Date.now): ReadTokens {
  const held = new Map<string, Held>();
  // The name and not the id is the key: a token can then be minted while the repo itself is still being asked for.
  const keyOf = (repo: RepoName) => `${repo.namespace}/${repo.name}`;

  async function mint(repo: RepoName): Promise<MintedToken> {
    const token = await createToken(repo.namespace, { repo: repo.name, scope: "read", ttl: ttlSeconds });
    void tokenAnnotations().add(repo.namespace, token.id, { kind: "dashboard" });
    const { secret, expiresAt } = splitToken(token.plaintext);
    const expiresAtMs = expiresAt === null ? now() + ttlSeconds * 1000 : expiresAt * 1000;
    return { id: token.id, secret, expiresAtMs };
  }

  function startMinting(repo: RepoName): Held {
    const entry: Held = { repo, minting: mint(repo), minted: null, lastUsedMs: now() };
    held.set(keyOf(repo), entry);
    entry.minting.then(
      (token) => {
        entry.minted = token;
      },
      () => dropIfSame(entry),
    );
    return entry;
  }

  function dropIfSame(entry: Held): void {
    if (held.get(keyOf(entry.repo)) === entry) held.delete(keyOf(entry.repo));
  }

  async function current(repo: RepoName): Promise<{ entry: Held; token: MintedToken; isNew: boolean }> {
    const known = held.get(keyOf(repo));
    if (known !== undefined) {
      known.lastUsedMs = now();
      const token = await known.minting;
      if (token.expiresAtMs - expiryMarginMs > now()) return { entry: known, token, isNew: false };
      dropIfSame(known);
    }
    const entry = held.get(keyOf(repo)) ?? startMinting(repo);
    return { entry, token: await entry.minting, isNew: true };
  }

  async function revoke(entries: Held[]): Promise<void> {
    for (const entry of entries) dropIfSame(entry);
    // A token that cannot be revoked expires within the hour.
    await Promise.allSettled(
      entries.map(async (entry) => {
        const { id } = await entry.minting;
        return revokeToken(entry.repo.namespace, { repo: entry.repo.name, id });
      }),
    );
  }

  return {
    async use(repo, work) {
      const first = await current(repo);
      try {
        return await work(first.token.secret);
      } catch (error) {
        if (!isRefused(error)) throw error;
        dropIfSame(first.entry);
        if (first.isNew) throw refusedAtOnce(error);
      }
      const second = await current(repo);
      try {
        return await work(second.token.secret);
      } catch (error) {
        if (!isRefused(error)) throw error;
        dropIfSame(second.entry);
        throw refusedAtOnce(error);
      }
    },
    prepare(repo) {
      if (!held.has(keyOf(repo))) startMinting(repo);
    },
    holdsAnother(id, secret) {
      for (const { minted } of held.values()) if (minted?.id === id) return minted.secret !== secret;
      return false;
    },
    forget(repo) {
      held.delete(keyOf(repo));
    },
    async revokeIdle() {
      await revoke([...held.values()].filter((entry) => entry.lastUsedMs + idleMs <= now()));
    },
    async revokeAll() {
      await revoke([...held.values()]);
    },
  };
}

function isRefused(error: unknown): boolean {
  return error instanceof ArtifactsError && error.kind === "unauthorized";
}

/** Not `unauthorized`: that would send the user to the API token, which is in order. */
function refusedAtOnce(cause: unknown): ArtifactsError {
  return new ArtifactsError("upstream", "The Git remote refuses the read token that was just made for it.", {
    cause,
  });
}

const sweepEveryMs = 60_000;

export const readTokens = perProcess("read-tokens", () => {
  const tokens = createReadTokens();
  outsideRequest(() => setInterval(() => void tokens.revokeIdle(), sweepEveryMs).unref());
  return tokens;
});

/** Next ends the process once its own connections are closed; what is not revoked by then expires within the hour. */
export function revokeReadTokensOnExit(): void {
  const revokeAll = () => void readTokens().revokeAll();
  process.once("SIGTERM", revokeAll);
  process.once("SIGINT", revokeAll);
}
