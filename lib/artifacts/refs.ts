import "server-only";
import { listServerRefs } from "isomorphic-git";
import type { RepoWithRemote } from "@/contract/repos";
import { ArtifactsError } from "./artifacts-error";
import { gitHttpClient } from "./git-http-client";
import { readTokens } from "./read-tokens";

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

async function askRemote(url: string, secret: string) {
  try {
    return await listServerRefs({
      http: gitHttpClient,
      url,
      protocolVersion: 2,
      symrefs: true,
      peelTags: true,
      // The user name does not matter. In the URL the secret would end in logs.
      headers: { Authorization: `Basic ${Buffer.from(`x:${secret}`).toString("base64")}` },
    });
  } catch (cause) {
    if (cause instanceof ArtifactsError) throw cause;
    throw new ArtifactsError("upstream", "The Git remote answered in an unknown form.", { cause });
  }
}

function checkedRemote(remote: string): string {
  const url = URL.canParse(remote) ? new URL(remote) : null;
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new ArtifactsError("upstream", "The repo's Git remote is not an HTTP URL.");
  }
  // They would win over the header that carries our own token.
  url.username = "";
  url.password = "";
  return url.href;
}
