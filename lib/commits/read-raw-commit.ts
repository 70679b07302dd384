import "server-only";
import { LRUCache } from "lru-cache";
import { type CommitFacts, parseCommitFacts } from "@/gitformat/parse-commit-facts";
import { connection } from "@/lib/artifacts/connection";
import type { ContentRepo } from "@/lib/artifacts/content";
import { checkedRemote } from "@/lib/git/checked-remote";
import { fetchObjects } from "@/lib/git/fetch-objects";
import { filterSupportOf } from "@/lib/git/filter-support";
import type { PackLimits } from "@/lib/git/read-pack";
import { gitHeaders } from "@/lib/git/refs";
import { packAtHand } from "@/lib/history/open-pack";
import { perProcess } from "@/lib/process/per-process";
import { readTokens } from "@/lib/tokens/read-tokens";

const limits: PackLimits = {
  maxBytes: 2 * 1024 * 1024,
  inflatedMaxBytes: 4 * 1024 * 1024,
  objectMaxBytes: 4 * 1024 * 1024,
  objectsMax: 100,
  types: ["commit"],
};
const timeoutMs = 10_000;
/** Of the whole process. A further page goes without. */
const atOnceMax = 8;
/** How long a commit that could not be had is not asked for again. */
const restMs = 60_000;

/** By the commit's hash: it can never change. Null for one that could not be had. */
const kept = perProcess(
  "raw-commits",
  () => new LRUCache<string, { facts: CommitFacts | null }>({ max: 5_000 }),
);
const underWay = perProcess("raw-commits-under-way", () => new Map<string, Promise<CommitFacts | null>>());

/**
 * What the wire does not say of a commit: its zones, its signature, its encoding. No REST route gives the object, so Git's own fetch does:
 * that of the whole history, if it was made, or else of this one object. Null where it cannot be had; never throws.
 */
export async function readRawCommit(
  repo: ContentRepo,
  remote: string,
  hash: string,
): Promise<CommitFacts | null> {
  const { apiBase, account } = connection();
  const key = [apiBase, account, repo.id, hash].join("\n");
  const known = kept().get(key);
  if (known !== undefined) return known.facts;
  const inHistory = packAtHand(repo)?.commit(hash) ?? null;
  if (inHistory !== null) return parseCommitFacts(inHistory);
  const asked = underWay().get(key);
  if (asked !== undefined) return asked;
  if (underWay().size >= atOnceMax) return null;
  const answer = fetchCommit(repo, remote, hash)
    .catch(() => null)
    .then((facts) => {
      kept().set(key, { facts }, facts === null ? { ttl: restMs } : {});
      underWay().delete(key);
      return facts;
    });
  underWay().set(key, answer);
  return answer;
}

async function fetchCommit(
  { namespace, name }: ContentRepo,
  remote: string,
  hash: string,
): Promise<CommitFacts | null> {
  const url = checkedRemote(remote);
  return readTokens().use({ namespace, name }, async (secret) => {
    const headers = gitHeaders(secret);
    // It would send all files along.
    if ((await filterSupportOf(url, headers)) === "nothing") return null;
    const asked = { remote: url, headers, wants: [hash], filter: "tree:0", limits };
    for await (const object of fetchObjects(asked, AbortSignal.timeout(timeoutMs))) {
      if (object.hash === hash) return parseCommitFacts(object.content);
    }
    return null;
  });
}
