import { treeJson } from "@/gitformat/tree-json";
import type { RepoAddress } from "./find-repo";
import type { Hosting } from "./hosting";
import { checkHash, checkObject, damagedObject, readObject } from "./read-object";
import { readRepo } from "./read-repo";

const wideMinBytes = 64 * 1024;

/** One level of a tree, in Git's own order, as the JSON of the contract's `TreeEntry[]`. */
export async function readTree(hosting: Hosting, address: RepoAddress, hash: string): Promise<Buffer> {
  checkHash(hash);
  const { wideTrees } = hosting;
  return readRepo(hosting, address, async (reader) => {
    const kept = wideTrees.get(hash);
    if (kept !== undefined) {
      // It may have been another repo's: a hash says what a tree holds, not who may see it.
      await checkObject(reader, "tree", hash);
      return kept;
    }
    const json = treeJson(await readObject(reader, "tree", hash));
    if (json === null) throw damagedObject(hash);
    // A copy: it was made in a place that had to be large enough for odder names.
    if (json.length >= wideMinBytes) wideTrees.set(hash, Buffer.from(json));
    return json;
  });
}
