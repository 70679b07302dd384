import type { TreeEntry } from "@/contract/content";
import { parseTree } from "@/server/git/parse-tree";
import type { RepoAddress } from "./find-repo";
import type { Hosting } from "./hosting";
import { checkHash, damagedObject, readObject } from "./read-object";
import { readRepo } from "./read-repo";

/** One level of a tree, in Git's own order. */
export async function readTree(hosting: Hosting, address: RepoAddress, hash: string): Promise<TreeEntry[]> {
  checkHash(hash);
  const content = await readRepo(hosting, address, (reader) => readObject(reader, "tree", hash));
  const entries = parseTree(content);
  if (entries === null) throw damagedObject(hash);
  return entries;
}
