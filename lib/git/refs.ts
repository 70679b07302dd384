import "server-only";
import { type HttpClient, listServerRefs } from "isomorphic-git";
import { LRUCache } from "lru-cache";
import type { RepoWithRemote } from "@/contract/repos";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { readTokens } from "@/lib/tokens/read-tokens";
import { checkedRemote } from "./checked-remote";
import { directGitHttpClient, gitHttpClient } from "./git-http-client";

export interface RepoRefs {
  /** The branch that HEAD points to, whether it has a commit yet or not. Null when HEAD is detached. */
  head: string | null;
  /** The commit HEAD leads to. Null while there is none. */
  headHash: string | null;
  branches: { name: string; hash: string }[];
  /** `commitHash` is `hash`, unless the tag is annotated: then what it leads to after all. */
  tags: { name: string; hash: string; commitHash: string; annotated: boolean }[];
  /** Everything else below `refs/`, by full name: notes, for example. */
  others: { name: string; hash: string }[];
}

const branchPrefix = "refs/heads/";
const tagPrefix = "refs/tags/";

/** All refs of a repo, from Git's own ls-refs: no REST route lists them. Throws `ArtifactsError`. */
export async function listRefs(
  namespace: string,
  repo: Pick<RepoWithRemote, "name" | "remote" | "default_branch">,
): Promise<RepoRefs> {
  const url = checkedRemote(repo.remote);
  const found = await readTokens().use({ namespace, name: repo.name }, (secret) => askRemote(url, secret));
  const refs: RepoRefs = {
    head: repo.default_branch,
    headHash: null,
    branches: [],
    tags: [],
    others: [],
  };
  for (const { ref, oid, target, peeled } of found) {
    if (ref === "HEAD") {
      refs.headHash = oid;
      refs.head = target?.startsWith(branchPrefix) ? target.slice(branchPrefix.length) : null;
    } else if (ref.startsWith(branchPrefix)) {
      refs.branches.push({ name: ref.slice(branchPrefix.length), hash: oid });
    } else if (ref.startsWith(tagPrefix)) {
      refs.tags.push({
        name: ref.slice(tagPrefix.length),
        hash: oid,
        commitHash: peeled ?? oid,
        annotated: peeled !== undefined,
      });
    } else {
      refs.others.push({ name: ref, hash: oid });
    }
  }
  return refs;
}

/** Origins that did not answer a command they were not asked about, for as long as that is believed. */
const indirect = new LRUCache<string, true>({ max: 1000, ttl: 10 * 60_000 });

/** In one round trip; in two, with Git's usual question first, where one does not do. */
async function askRemote(url: string, secret: string) {
  const { origin } = new URL(url);
  if (!indirect.has(origin)) {
    try {
      return await askThrough(directGitHttpClient, url, secret);
    } catch (error) {
      if (!mayMisunderstand(error)) throw error;
    }
  }
  const found = await askThrough(gitHttpClient, url, secret);
  indirect.set(origin, true);
  return found;
}

/** A remote of Git's first protocol may answer anything to a command of the second, or hang up. */
export function mayMisunderstand(error: unknown): boolean {
  if (!(error instanceof ArtifactsError)) return false;
  if (error.kind === "upstream" || error.kind === "invalid") return true;
  const isLate = error.cause instanceof Error && error.cause.name === "TimeoutError";
  return error.kind === "unreachable" && !isLate;
}

async function askThrough(http: HttpClient, url: string, secret: string) {
  try {
    return await listServerRefs({
      http,
      url,
      protocolVersion: 2,
      symrefs: true,
      peelTags: true,
      headers: gitHeaders(secret),
    });
  } catch (cause) {
    if (cause instanceof ArtifactsError) throw cause;
    throw new ArtifactsError("upstream", "The Git remote answered in an unknown form.", { cause });
  }
}

/** The user name does not matter. In the URL the secret would end in logs. */
export function gitHeaders(secret: string): { Authorization: string } {
  return { Authorization: `Basic ${Buffer.from(`x:${secret}`).toString("base64")}` };
}
