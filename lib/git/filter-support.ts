import "server-only";
import { LRUCache } from "lru-cache";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { perProcess } from "@/lib/process/per-process";
import { type RepoName, readTokens } from "@/lib/tokens/read-tokens";
import { checkedRemote } from "./checked-remote";
import { gitHttpClient } from "./git-http-client";
import { readLines } from "./pkt-lines";
import { gitHeaders } from "./refs";

/**
 * What a Git remote can leave out of a fetch: files and all trees below a depth, files alone, or nothing. A remote advertises
 * only whether it supports filters at all; which ones shows when they are used.
 */
export type FilterSupport = "depth" | "files" | "nothing";

const believedMs = 60 * 60_000;
/** Where the question fails, for as long nothing is asked of filters. */
const doubtedMs = 60_000;
const asking = new Map<string, Promise<FilterSupport>>();

/** By origin: it is the server's, not the repo's. */
const known = perProcess(
  "filter-support",
  () => new LRUCache<string, FilterSupport>({ max: 1000, ttl: believedMs }),
);

export function rememberFilterSupport(remote: string, support: FilterSupport): void {
  known().set(new URL(remote).origin, support);
}

/** Asks the remote, unless that is known. Throws `ArtifactsError`. */
export function filterSupportOf(remote: string, headers: Record<string, string>): Promise<FilterSupport> {
  const { origin } = new URL(remote);
  const support = known().get(origin);
  if (support !== undefined) return Promise.resolve(support);
  const asked = asking.get(origin);
  if (asked !== undefined) return asked;
  const answer = askRemote(remote, headers).finally(() => asking.delete(origin));
  asking.set(origin, answer);
  return answer;
}

/** Asks beside other calls, for a caller that needs to know later. If the repo's token is refused, the next call shows it. */
export function prepareFilterSupport(repo: RepoName, remote: string): void {
  const ask = async () => {
    const url = checkedRemote(remote);
    if (known().has(new URL(url).origin)) return;
    await readTokens().use(repo, (secret) => filterSupportOf(url, gitHeaders(secret)));
  };
  ask().catch(() => undefined);
}

async function askRemote(remote: string, headers: Record<string, string>): Promise<FilterSupport> {
  const { origin } = new URL(remote);
  try {
    const support = (await offersFilters(remote, headers)) ? "depth" : "nothing";
    known().set(origin, support);
    return support;
  } catch (error) {
    if (!(error instanceof ArtifactsError) || error.kind !== "upstream") throw error;
    known().set(origin, "nothing", { ttl: doubtedMs });
    return "nothing";
  }
}

/** Whether it offers filters, and a history of one commit, without which it would send all of them. */
async function offersFilters(remote: string, headers: Record<string, string>): Promise<boolean> {
  const { body } = await gitHttpClient.request({
    url: `${remote}/info/refs?service=git-upload-pack`,
    headers: { ...headers, "git-protocol": "version=2" },
  });
  if (body === undefined) throw new ArtifactsError("upstream", "The Git remote answered in an unknown form.");
  for await (const line of readLines(body)) {
    const [name, value = ""] = line.toString("latin1").trim().split("=", 2);
    const features = value.split(" ");
    if (name === "fetch" && features.includes("filter") && features.includes("shallow")) return true;
  }
  return false;
}
