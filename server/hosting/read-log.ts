import { type Commit, logLimitDefault } from "@/contract/content";
import { parseCommit } from "@/gitformat/parse-commit";
import type { RepoAddress } from "./find-repo";
import type { Hosting } from "./hosting";
import { damagedObject } from "./read-object";
import { readRepo } from "./read-repo";
import { resolveRef } from "./resolve-ref";

/** Commits that a ref reaches, newest first. A ref that is not there reaches none. */
export async function readLog(
  hosting: Hosting,
  address: RepoAddress,
  query: { ref?: string; limit?: number; offset?: number },
  signal: AbortSignal,
): Promise<Commit[]> {
  return readRepo(hosting, address, async (reader) => {
    const head = await resolveRef(reader, query.ref ?? "HEAD");
    if (head === null) return [];
    const hashes = await reader.listCommits(head, {
      offset: query.offset ?? 0,
      limit: query.limit ?? logLimitDefault,
      signal,
    });
    return Promise.all(
      hashes.map(async (hash) => {
        const object = await reader.read(hash);
        const commit = object === null ? null : parseCommit(hash, object.content);
        if (commit === null) throw damagedObject(hash);
        return commit;
      }),
    );
  });
}
