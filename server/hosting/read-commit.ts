import type { Commit } from "@/contract/content";
import { parseCommit } from "@/gitformat/parse-commit";
import type { RepoAddress } from "./find-repo";
import type { Hosting } from "./hosting";
import { checkHash, damagedObject, readObject } from "./read-object";
import { readRepo } from "./read-repo";

export async function readCommit(hosting: Hosting, address: RepoAddress, hash: string): Promise<Commit> {
  checkHash(hash);
  const content = await readRepo(hosting, address, (reader) => readObject(reader, "commit", hash));
  const commit = parseCommit(hash, content);
  if (commit === null) throw damagedObject(hash);
  return commit;
}
