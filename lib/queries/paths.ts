import { queryOptions } from "@tanstack/react-query";
import { addPaths, emptyPathIndex, type PathIndex } from "@/lib/find/rank-paths";
import { apiPathsUrl } from "@/lib/routes";
import { joinPath, pathLine } from "@/lib/wire/path-lines";
import { queryKeys } from "./query-keys";
import { readLines } from "./read-lines";

/** The paths of a tree, as far as they have arrived. */
export interface PathList {
  /** One and the same object, which grows. */
  index: PathIndex;
  count: number;
  isWhole: boolean;
  /** Where the rest begins when there is more than is listed at once. */
  next: string | null;
}

const keptMs = 15 * 60_000;
const tellEveryMs = 100;

/** Every path below a tree, which never changes; `after` leads to what is beyond the first list. Grows while it arrives. */
export function pathsQuery(namespace: string, repo: string, treeHash: string, after: string | null) {
  return queryOptions({
    queryKey: queryKeys.paths(namespace, repo, treeHash, after),
    queryFn: async ({ client, queryKey, signal }): Promise<PathList> => {
      const index = emptyPathIndex();
      let list: PathList = { index, count: 0, isWhole: false, next: null };
      let toldAt = Number.NEGATIVE_INFINITY;
      const url = apiPathsUrl(namespace, repo, treeHash, { after });
      for await (const lines of readLines(pathLine, { url, signal })) {
        for (const line of lines) {
          if ("end" in line) list = { ...list, isWhole: true, next: line.next };
          else
            addPaths(
              index,
              line.names.map((name) => joinPath(line.directory, name)),
            );
        }
        list = { ...list, count: index.paths.length };
        // Each piece makes the screen rank again.
        if (signal.aborted || performance.now() - toldAt < tellEveryMs) continue;
        toldAt = performance.now();
        client.setQueryData(queryKey, list);
      }
      return list;
    },
    staleTime: ({ state }) => (state.data?.isWhole ? Number.POSITIVE_INFINITY : 0),
    gcTime: keptMs,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    // Comparing a hundred thousand paths with each other at every piece would take longer than drawing them.
    structuralSharing: false,
  });
}
