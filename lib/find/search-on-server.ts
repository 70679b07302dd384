import "server-only";
import type { ContentRepo } from "@/lib/artifacts/content";
import type { SearchQuery } from "@/lib/wire/search-events";
import { addRun, emptySearch, type FoundSoFar, takeEvent } from "./found-so-far";
import { searchFiles } from "./search-files";
import type { TreePosition } from "./tree-position";

const limits = { timeMs: 1_000, hits: 100 };

/** What a search finds in the first moment, for the first paint. Throws `RequestError` for an invalid expression. */
export async function searchOnServer(
  repo: ContentRepo,
  treeHash: string,
  query: SearchQuery,
  after: TreePosition | null,
): Promise<FoundSoFar> {
  let found = addRun(emptySearch);
  const signal = new AbortController().signal;
  for await (const event of searchFiles(repo, treeHash, query, { after, signal, limits })) {
    found = takeEvent(found, event);
  }
  // The user need not know of either of these bounds: the browser goes on by itself.
  const goesOn = found.end === "time" || found.end === "hits";
  return { ...found, goesOn };
}
